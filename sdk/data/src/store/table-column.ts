import type { Column, ColumnType } from '@disco-engine/sdk';
import { SQL_TYPES } from './schema.js';
import type { StoreConnection } from './store-database.js';

/** A column of a table, with its name in the database. */
export interface TableColumn {
  readonly name: string;
  readonly type: ColumnType;
  readonly column: Column;
}

/** Whether a column contains -0. */
export function hasNegativeZero(column: Column): boolean {
  return column.type === 'float64' && column.values.some((value) => Object.is(value, -0));
}

/** An SQL expression that restores the signs of negative zeros. */
export function withSigns(name: string, negativeZeros: boolean): string {
  return negativeZeros ? `CASE WHEN ${signName(name)} THEN -abs(${name}) ELSE ${name} END` : name;
}

/** Creates and fills a table; its first column, `row`, counts from 0. */
export async function writeTable(
  connection: StoreConnection,
  table: string,
  rows: number,
  columns: readonly TableColumn[],
): Promise<void> {
  const numbers: TableColumn = { name: 'row', type: 'int32', column: { type: 'int32', values: rowNumbers(rows) } };
  const all = [numbers, ...columns.flatMap(withoutSigns)];
  await connection.run(
    `CREATE TABLE ${table}(${all.map(({ name, type }) => `${name} ${SQL_TYPES[type]}`).join(', ')})`,
  );
  await connection.fill(
    table,
    all.map(({ column }) => column),
  );
}

function rowNumbers(rows: number): Int32Array {
  const numbers = new Int32Array(rows);
  for (let row = 0; row < rows; row++) numbers[row] = row;
  return numbers;
}

/**
 * DuckDB stores a segment of equal numbers as a single one and counts -0 as equal to 0, so negative zeros are stored as 0 and marked in a
 * separate column.
 */
function withoutSigns({ name, type, column }: TableColumn): TableColumn[] {
  if (column.type !== 'float64' || !hasNegativeZero(column)) return [{ name, type, column }];
  const values = column.values.map((value) => (value === 0 ? 0 : value));
  const signs = Uint8Array.from(column.values, (value) => (Object.is(value, -0) ? 1 : 0));
  return [
    { name, type, column: { ...column, values } },
    { name: signName(name), type: 'boolean', column: { type: 'boolean', values: signs } },
  ];
}

function signName(name: string): string {
  return `${name}_sign`;
}
