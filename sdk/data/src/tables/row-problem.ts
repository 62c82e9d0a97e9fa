import type { Problem } from '@disco-engine/kernel';
import type { StagedTable } from './staged-table.js';
import type { TableDatabase } from './table-database.js';

/** A row of a staged table: its number, counted from 0, and the line that it begins on, if it has one. */
export interface TableRow {
  readonly row: number;
  readonly line: number | undefined;
}

/** A problem with a row, identified by its line, or by its number in the table, counted from 1. */
export function rowProblem(
  table: StagedTable,
  { row, line }: TableRow,
  code: string,
  message: string,
  vertex?: string,
): Problem {
  const place = { file: table.shown, ...(vertex === undefined ? {} : { vertex }) };
  if (line !== undefined) return { code, message, place: { ...place, line } };
  return { code, message: `row ${row + 1}: ${message}`, place };
}

/** A reference to another row in a message. */
export function shownRow(table: StagedTable, { row, line }: TableRow, from: StagedTable): string {
  const where = line === undefined ? `row ${row + 1}` : `line ${line}`;
  return table === from ? where : `${where} of ${table.shown}`;
}

/** Counts the rows of a table that meet a condition, and returns the first of them with some values as texts. */
export async function findRows(
  database: TableDatabase,
  { relation }: StagedTable,
  condition: string,
  values: readonly string[],
): Promise<{ readonly count: number; readonly rows: readonly FoundRow[] }> {
  const texts = values.map((value) => `, CAST(${value} AS VARCHAR)`).join('');
  const count = await database.number(`SELECT count(*) FROM ${relation} WHERE ${condition}`);
  const found =
    count === 0
      ? []
      : await database.rows(`SELECT "row", line${texts} FROM ${relation} WHERE ${condition} ORDER BY "row" LIMIT 50`);
  const rows = found.map(([row, line, ...cells]) => ({
    row: Number(row),
    line: line === null ? undefined : Number(line),
    texts: cells.map((cell) => (cell === null ? '' : String(cell))),
  }));
  return { count, rows };
}

/** One row of a table, by its number. */
export async function rowAt(database: TableDatabase, table: StagedTable, row: number): Promise<TableRow> {
  const { rows } = await findRows(database, table, `"row" = ${row}`, []);
  return rows[0] ?? { row, line: undefined };
}

export interface FoundRow extends TableRow {
  readonly texts: readonly string[];
}
