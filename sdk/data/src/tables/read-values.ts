import { entryAt, shownText } from '@disco-engine/kernel';
import { ColumnSlots } from '../duckdb/column-slots.js';
import type { Column, ColumnType, ColumnTable } from '@disco-engine/sdk';
import { intsOf } from './batch-values.js';
import { conversion, type Conversion } from './conversion.js';
import { findRows, rowProblem } from './row-problem.js';
import { SQL_TYPES } from './sql-types.js';
import type { StagedLayer, StagedType } from './stage-tables.js';
import type { StagedColumn } from './staged-table.js';
import type { Staging } from './staging.js';

/** A check of the cells of a column, with its message. */
interface Check {
  readonly column: StagedColumn;
  /** SQL that is true for an invalid cell. */
  readonly wrong: string;
  readonly code: string;
  readonly message: (cell: string) => string;
}

/** The values of a table, in the order of the places. */
export interface ReadValues {
  readonly weight: Float64Array | undefined;
  readonly columns: ColumnTable;
}

/**
 * Reads the weights and data columns of a table, and reports invalid cells.
 *
 * @param places place of each row of the table in the result
 */
export async function readValues(
  { plan, table, roles }: StagedType | StagedLayer,
  places: Int32Array,
  staging: Staging,
): Promise<ReadValues> {
  const emptyText = plan.options.emptyText === true;
  const data = roles.data.map(({ column, type }) => ({ column, type, sql: conversion(column, type, emptyText) }));
  const weight = roles.weight && { column: roles.weight, sql: conversion(roles.weight, 'float64', false) };
  const checks = data.map(({ column, type, sql }) => dataCheck(column, type, sql, staging));
  if (weight !== undefined) checks.push(weightCheck(weight.column, weight.sql));
  const sound = await checkCells(checks, table, staging);
  const wanted = data.map(({ type, sql }) => ({ type, sql }));
  if (weight !== undefined) wanted.push({ type: 'float64', sql: weight.sql });
  if (!sound || wanted.length === 0) return { weight: undefined, columns: new Map() };
  const slots = wanted.map(({ type }) => new ColumnSlots(type, table.rows));
  const values = wanted.map(({ type, sql }) => `CAST(${sql.value} AS ${SQL_TYPES[type]})`);
  await staging.database.each(
    `SELECT "row"::INTEGER, ${values.join(', ')} FROM ${table.relation}`,
    ([rows, ...batch]) => {
      const where = intsOf(rows).map((row) => places[row] ?? NaN);
      for (const [index, column] of batch.entries()) entryAt(slots, index).put(column, where);
    },
  );
  const columns = slots.map((slot) => slot.column());
  return {
    weight: weight === undefined ? undefined : numbersOf(entryAt(columns, data.length)),
    columns: new Map(data.map(({ column }, index) => [column.name, entryAt(columns, index)])),
  };
}

function dataCheck(column: StagedColumn, type: ColumnType, { value, there }: Conversion, { limits }: Staging): Check {
  const name = shownText(column.name);
  if (type === 'text' || type === 'value') {
    const wrong = `(${there} AND ${value} IS NULL) OR length(${value}) > ${limits.textLength}`;
    const what = type === 'text' ? 'a text' : 'JSON';
    const message = (cell: string): string =>
      `column ${name}: ${shownText(cell)} is not ${what} of at most ${limits.textLength} characters`;
    return { column, wrong, code: 'VALUE_INVALID', message };
  }
  const message = (cell: string): string => `column ${name}: ${shownText(cell)} is not of type ${type}`;
  return { column, wrong: `${there} AND ${value} IS NULL`, code: 'VALUE_INVALID', message };
}

function weightCheck(column: StagedColumn, { value }: Conversion): Check {
  const wrong = `${value} IS NULL OR NOT (${value} >= 0 AND isfinite(${value}))`;
  const message = (cell: string): string =>
    `column ${shownText(column.name)}: ${cell === '' ? 'an empty cell' : shownText(cell)} is not a weight; give a finite number, at least 0`;
  return { column, wrong, code: 'WEIGHT_INVALID', message };
}

/** Checks all columns in one pass, then examines only those with invalid cells. */
async function checkCells(
  checks: readonly Check[],
  table: StagedType['table'],
  { database, report }: Staging,
): Promise<boolean> {
  if (checks.length === 0) return true;
  const counts = checks.map(({ wrong }) => `count(*) FILTER (${wrong})`).join(', ');
  const found = await database.numbers(`SELECT ${counts} FROM ${table.relation}`);
  for (const [index, { column, wrong, code, message }] of checks.entries()) {
    if (found[index] === 0) continue;
    const { count, rows } = await findRows(database, table, wrong, [column.json ?? column.sql]);
    report.addAll({ count, problems: rows.map((row) => rowProblem(table, row, code, message(entryAt(row.texts, 0)))) });
  }
  return found.every((count) => count === 0);
}

function numbersOf(column: Column): Float64Array {
  if (column.type !== 'float64') throw new TypeError(`weights are ${column.type}`);
  return column.values;
}
