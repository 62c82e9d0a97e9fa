import { entryAt } from '@disco-engine/kernel';

/** The type of a column's values. `value` is anything else that a payload may be; the others are typed arrays or texts. */
export type ColumnType = 'float64' | 'int32' | 'int64' | 'boolean' | 'text' | 'value';

/** Numbers, with 1 in `missing` for rows without one; without `missing` if every row has one. */
interface NumberColumn<Type extends ColumnType, Values> {
  readonly type: Type;
  readonly values: Values;
  readonly missing?: Uint8Array | undefined;
}

/** Texts by code: the text of row `r` is `texts[codes[r]]`; the code of a missing one is -1. */
export interface TextColumn {
  readonly type: 'text';
  readonly codes: Int32Array;
  readonly texts: readonly string[];
}

/** Anything; undefined or null if missing. */
export interface ValueColumn {
  readonly type: 'value';
  readonly values: readonly unknown[];
}

/**
 * One column of a table of vertices or edges: plain data that survives a structured clone. Missing values are marked
 * explicitly, never by a special number. The values of a boolean column are 0 and 1.
 */
export type Column =
  | NumberColumn<'float64', Float64Array>
  | NumberColumn<'int32', Int32Array>
  | NumberColumn<'int64', BigInt64Array>
  | NumberColumn<'boolean', Uint8Array>
  | TextColumn
  | ValueColumn;

/** Number of rows. */
export function rowCount(column: Column): number {
  return column.type === 'text' ? column.codes.length : column.values.length;
}

/** The value of a row, as a number, bigint, boolean, string, or as it was given; undefined if it is missing. */
export function valueAt(column: Column, row: number): unknown {
  switch (column.type) {
    case 'text':
      return column.texts[column.codes[row] ?? NaN];
    case 'value':
      return column.values[row] ?? undefined;
    case 'boolean':
      return column.missing?.[row] === 1 ? undefined : column.values[row] === 1;
    default:
      return column.missing?.[row] === 1 ? undefined : column.values[row];
  }
}

/** Whether a row has no value. */
export function isMissing(column: Column, row: number): boolean {
  if (column.type === 'text') return (column.codes[row] ?? NaN) < 0;
  if (column.type === 'value') return (column.values[row] ?? undefined) === undefined;
  return column.missing?.[row] === 1;
}

/** The first row without a value, or -1. */
export function firstMissing(column: Column): number {
  const rows = rowCount(column);
  if (column.type !== 'text' && column.type !== 'value') return column.missing?.indexOf(1) ?? -1;
  for (let row = 0; row < rows; row++) if (isMissing(column, row)) return row;
  return -1;
}

/** The column restricted to some rows, in the given order. */
export function rowsOf(column: Column, rows: Int32Array): Column {
  if (column.type === 'text') return { ...column, codes: Int32Array.from(rows, (row) => column.codes[row] ?? NaN) };
  if (column.type === 'value') return { ...column, values: Array.from(rows, (row) => column.values[row]) };
  const missing = column.missing && Uint8Array.from(rows, (row) => column.missing?.[row] ?? 0);
  const kept = missing?.includes(1) ? { missing } : {};
  switch (column.type) {
    case 'float64':
      return { type: 'float64', values: Float64Array.from(rows, (row) => column.values[row] ?? NaN), ...kept };
    case 'int32':
      return { type: 'int32', values: Int32Array.from(rows, (row) => column.values[row] ?? NaN), ...kept };
    case 'int64':
      return {
        type: 'int64',
        values: new BigInt64Array(Array.from(rows, (row) => entryAt(column.values, row))),
        ...kept,
      };
    case 'boolean':
      return { type: 'boolean', values: Uint8Array.from(rows, (row) => column.values[row] ?? NaN), ...kept };
  }
}
