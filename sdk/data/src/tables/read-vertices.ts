import { entryAt, type Problem, shownText } from '@disco-engine/kernel';
import { appendColumns } from '../duckdb/append-columns.js';
import { intsOf, textsOf } from './batch-values.js';
import { textConversion } from './conversion.js';
import { whileReadable } from './readable.js';
import { findRows, rowAt, rowProblem, shownRow } from './row-problem.js';
import type { StagedType } from './stage-tables.js';
import type { Staging } from './staging.js';
import type { TableDatabase } from './table-database.js';

/** Name of the relation of all vertices: key `k`, table `t`, row `r` in that table, and ordinal `o`. */
export const VERTICES = 'vertices';

/** The positions in the graph of the rows of one table. */
export interface VertexRows {
  /** The vertex of each row, or -1 if it has none. */
  readonly ordinals: Int32Array;
  /** The place of each row among the vertices of its node type. */
  readonly ranks: Int32Array;
}

/** The vertices of all tables. */
export interface ReadVertices {
  /** Ascending by UTF-16 code units. */
  readonly keys: readonly string[];
  /** The table of each vertex, as an index into `tables`. */
  readonly typeOf: Uint16Array;
  /** One entry per table. */
  readonly tables: readonly VertexRows[];
  /** Whether no key of any table is missing because it could not be read. */
  readonly complete: boolean;
}

/**
 * Reads the keys of all tables and sorts them as a graph requires. If a key occurs twice, the first one counts.
 *
 * @param complete whether all rows of all tables can be read, so that a vertex that is not found does not exist
 */
export async function readVertices(
  types: readonly StagedType[],
  complete: boolean,
  staging: Staging,
): Promise<ReadVertices> {
  const { database, report } = staging;
  let sound = complete;
  const broken = new Set<StagedType>();
  for (const type of types) {
    const found = await whileReadable(type.table, staging, () => keyProblems(type, staging));
    if (found === undefined) broken.add(type);
    sound = found === true && sound;
  }
  const selects = types.flatMap((type, index) => {
    if (broken.has(type)) return [];
    const { table, roles } = type;
    const { value } = textConversion(roles.key, false);
    return `SELECT ${value} AS k, ${index} AS t, "row" AS r FROM ${table.relation} WHERE ${value} IS NOT NULL`;
  });
  const none = `SELECT '' AS k, 0 AS t, 0::INTEGER AS r WHERE false`;
  await database.run(`CREATE TABLE keys AS ${[none, ...selects].join(' UNION ALL ')}`);
  sound = (await duplicateProblems(types, staging)) && sound;
  const count = await database.number('SELECT count(*) FROM keys');
  if (count === 0 && sound && types.length > 0)
    report.add('VERTEX_MISSING', 'the tables have no vertices', {
      file: types.map(({ table }) => table.shown).join(', '),
    });
  const once = sound ? 'keys' : '(FROM keys QUALIFY row_number() OVER (PARTITION BY k ORDER BY t, r) = 1)';
  await database.run(
    `CREATE TABLE ${VERTICES} AS SELECT k, t, r, (row_number() OVER (ORDER BY k) - 1)::INTEGER AS o FROM ${once}`,
  );
  await database.run('DROP TABLE keys');
  return { ...(await inOrder(types, database)), complete: complete && broken.size === 0 };
}

async function keyProblems({ table, roles }: StagedType, { database, report, limits }: Staging): Promise<boolean> {
  const { value } = textConversion(roles.key, false);
  const name = shownText(roles.key.name);
  const missing = await findRows(database, table, `${value} IS NULL`, []);
  const long = await findRows(database, table, `length(${value}) > ${limits.keyLength}`, [value]);
  report.addAll({
    count: missing.count,
    problems: missing.rows.map((row) => rowProblem(table, row, 'KEY_EMPTY', `the vertex has no key in column ${name}`)),
  });
  report.addAll({
    count: long.count,
    problems: long.rows.map((row) => {
      const message = `key ${shownText(entryAt(row.texts, 0))} is longer than limits.keyLength, ${limits.keyLength} characters`;
      return rowProblem(table, row, 'TABLE_TOO_LARGE', message);
    }),
  });
  return missing.count + long.count === 0;
}

async function duplicateProblems(types: readonly StagedType[], { database, report }: Staging): Promise<boolean> {
  const [rows = NaN, distinct = NaN] = await database.numbers('SELECT count(*), count(DISTINCT k) FROM keys');
  if (rows === distinct) return true;
  const found = await database.rows(
    `SELECT * FROM (
       SELECT k, t, r, first_value(t) OVER same, first_value(r) OVER same, row_number() OVER same AS n
       FROM keys WINDOW same AS (PARTITION BY k ORDER BY t, r)
     ) WHERE n > 1 ORDER BY t, r LIMIT 50`,
  );
  const problems: Problem[] = [];
  for (const [key, t, r, firstType, firstRow] of found) {
    const { table } = entryAt(types, Number(t));
    const first = entryAt(types, Number(firstType)).table;
    const [row, before] = [await rowAt(database, table, Number(r)), await rowAt(database, first, Number(firstRow))];
    const text = String(key);
    const message = `vertex ${shownText(text)} occurs twice; first in ${shownRow(first, before, table)}`;
    problems.push(rowProblem(table, row, 'VERTEX_REPEATED', message, text));
  }
  report.addAll({ count: rows - distinct, problems });
  return false;
}

async function inOrder(types: readonly StagedType[], database: TableDatabase): Promise<Omit<ReadVertices, 'complete'>> {
  const count = await database.number(`SELECT count(*) FROM ${VERTICES}`);
  const keys = Array.from({ length: count }, () => '');
  const [typeOf, rowOf] = [new Uint16Array(count), new Int32Array(count)];
  let next = 0;
  const read = (): Promise<void> =>
    database.each(`SELECT k, t, r FROM ${VERTICES} ORDER BY o`, ([names, tables, rows]) => {
      const [texts, ofTable, ofRow] = [textsOf(names), intsOf(tables), intsOf(rows)];
      ofRow.forEach((row, at) => {
        keys[next] = entryAt(texts, at);
        typeOf[next] = ofTable[at] ?? NaN;
        rowOf[next++] = row;
      });
    });
  await read();
  if (!ascends(keys)) {
    // DuckDB sorts by code points, which differs from code units for characters beyond the first plane.
    await reorder(keys, database);
    next = 0;
    await read();
  }
  const byTable = types.map(({ table }) => ({
    ordinals: new Int32Array(table.rows).fill(-1),
    ranks: new Int32Array(table.rows),
  }));
  const ranks = new Int32Array(types.length);
  typeOf.forEach((table, vertex) => {
    const own = entryAt(byTable, table);
    const row = rowOf[vertex] ?? NaN;
    const rank = ranks[table] ?? NaN;
    own.ordinals[row] = vertex;
    own.ranks[row] = rank;
    ranks[table] = rank + 1;
  });
  return { keys, typeOf, tables: byTable };
}

function ascends(keys: readonly string[]): boolean {
  return keys.every((key, at) => at === 0 || entryAt(keys, at - 1) < key);
}

async function reorder(keys: readonly string[], database: TableDatabase): Promise<void> {
  const order = Array.from(keys.keys()).sort((a, b) => (entryAt(keys, a) < entryAt(keys, b) ? -1 : 1));
  await database.run('CREATE TABLE moved (old INTEGER, o INTEGER)');
  await appendColumns(database.duckdb, 'moved', [
    { type: 'int32', values: Int32Array.from(order) },
    { type: 'int32', values: Int32Array.from(order.keys()) },
  ]);
  await database.run(`UPDATE ${VERTICES} SET o = moved.o FROM moved WHERE moved.old = ${VERTICES}.o`);
}
