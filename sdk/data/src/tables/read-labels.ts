import { shownText } from '@disco-engine/kernel';
import { intsOf } from './batch-values.js';
import { textConversion, textListOf } from './conversion.js';
import type { LabelRows } from './label-rows.js';
import { findRows, rowProblem } from './row-problem.js';
import { quotedText } from '../duckdb/sql-text.js';
import type { StagedType } from './stage-tables.js';
import type { Staging } from './staging.js';
import type { LabelRole } from './table-roles.js';

/**
 * Reads the label columns of a table of vertices. An empty cell means no label.
 *
 * @param ordinals the vertex of each row of the table
 */
export async function readLabels(
  { table, roles }: StagedType,
  ordinals: Int32Array,
  rows: LabelRows,
  staging: Staging,
): Promise<void> {
  const { database } = staging;
  for (const role of roles.labels) {
    if (await hasLongLabels(role, table, staging)) continue;
    const [values, names] = [database.newName(), database.newName()];
    await database.run(
      `CREATE TABLE ${values} AS SELECT r, v FROM (
         SELECT "row"::INTEGER AS r, ${valuesOf(role)} AS v FROM ${table.relation}
       ) WHERE v IS NOT NULL AND v <> ''`,
    );
    await database.run(
      `CREATE TABLE ${names} AS
       SELECT v, (row_number() OVER (ORDER BY v) - 1)::INTEGER AS id FROM (SELECT DISTINCT v FROM ${values})`,
    );
    const texts = (await database.rows(`SELECT v FROM ${names} ORDER BY id`)).map(([value]) => String(value));
    const count = await database.number(`SELECT count(*) FROM ${values}`);
    const [vertices, labels] = [new Int32Array(count), new Int32Array(count)];
    let next = 0;
    await database.each(`SELECT r, id FROM ${values} JOIN ${names} USING (v)`, ([ofRow, ofLabel]) => {
      labels.set(intsOf(ofLabel), next);
      for (const row of intsOf(ofRow)) vertices[next++] = ordinals[row] ?? NaN;
    });
    rows.add({ names: texts.map((text) => `${role.type}=${text}`), vertices, labels });
    await database.run(`DROP TABLE ${values}; DROP TABLE ${names}`);
  }
}

function valuesOf({ column, separator }: LabelRole): string {
  const single = separator === undefined && column.kind !== 'texts';
  return single ? textConversion(column, true).value : `unnest(${textListOf(column, separator, quotedText)})`;
}

async function hasLongLabels(
  { column }: LabelRole,
  table: StagedType['table'],
  { database, report, limits }: Staging,
): Promise<boolean> {
  const text = column.kind === 'texts' ? `array_to_string(${column.sql}, ' ')` : textConversion(column, true).value;
  const found = await findRows(database, table, `length(${text}) > ${limits.textLength}`, []);
  const message = `column ${shownText(column.name)} has a text longer than limits.textLength, ${limits.textLength} characters`;
  const problems = found.rows.map((row) => rowProblem(table, row, 'TABLE_TOO_LARGE', message));
  report.addAll({ count: found.count, problems });
  return found.count > 0;
}
