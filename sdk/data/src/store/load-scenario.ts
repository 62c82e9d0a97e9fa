import { entryAt } from '@disco-engine/kernel';
import { type ColumnType, Scenario } from '@disco-engine/sdk';
import type { FoundVersion } from './find-version.js';
import { loadGraph, type Part } from './load-graph.js';
import { SQL_TYPES, type PartKind } from './schema.js';
import type { StoreConnection, StoreDatabase } from './store-database.js';
import { StoredColumns, type StoredColumn, type StoredTable } from './stored-columns.js';

/** Loads a version of a scenario; its columns are read on demand. */
export async function loadScenario(
  connection: StoreConnection,
  database: StoreDatabase,
  id: string,
  { number, version }: FoundVersion,
): Promise<Scenario> {
  const parts = await readParts(connection, number);
  const [name] = entryAt(await connection.rows(`SELECT name FROM disco_scenarios WHERE number = ${number}`), 0);
  const { graph, typeOf } = await loadGraph(connection, number, parts);
  const stored = { store: database.location, id, version };
  const columns = await readColumnNames(connection, number);
  const tables = (kind: PartKind): Map<string, StoredTable> =>
    new Map(parts.filter((part) => part.kind === kind).map((part) => [part.name, tableOf(part, columns)]));
  return new Scenario({
    name: String(name),
    graph,
    nodeTypes: parts.filter(({ kind }) => kind === 'node type').map((part) => part.name),
    typeOf,
    columns: new StoredColumns(database, stored, number, tables('vertex columns'), tables('edge columns')),
    stored,
  });
}

async function readParts(connection: StoreConnection, number: number): Promise<Part[]> {
  const rows = await connection.rows(
    `SELECT kind, ordinal, name, size, negative_zeros FROM disco_parts WHERE number = ${number} ORDER BY kind, ordinal`,
  );
  return rows.map(([kind, ordinal, name, size, negativeZeros]) => ({
    kind: String(kind) as PartKind,
    ordinal: Number(ordinal),
    name: String(name),
    size: Number(size),
    negativeZeros: negativeZeros === true,
  }));
}

/** Column names by the ordinal of their table; both kinds of tables share one count. */
async function readColumnNames(
  connection: StoreConnection,
  number: number,
): Promise<ReadonlyMap<number, ReadonlyMap<string, StoredColumn>>> {
  const rows = await connection.rows(
    `SELECT ordinal, place, name, type, negative_zeros FROM disco_columns WHERE number = ${number} ORDER BY ordinal, place`,
  );
  const tables = new Map<number, Map<string, StoredColumn>>();
  for (const [ordinal, place, name, type, negativeZeros] of rows) {
    const columns = tables.get(Number(ordinal)) ?? new Map<string, StoredColumn>();
    tables.set(Number(ordinal), columns);
    if (isColumnType(type))
      columns.set(String(name), { place: Number(place), type, negativeZeros: negativeZeros === true });
  }
  return tables;
}

function tableOf(
  { ordinal, size }: Part,
  columns: ReadonlyMap<number, ReadonlyMap<string, StoredColumn>>,
): StoredTable {
  return { ordinal, rows: size, columns: columns.get(ordinal) ?? new Map() };
}

function isColumnType(type: unknown): type is ColumnType {
  return typeof type === 'string' && Object.hasOwn(SQL_TYPES, type);
}
