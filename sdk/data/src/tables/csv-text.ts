import { entryAt } from '@disco-engine/kernel';
import type { Column } from '@disco-engine/sdk';
import { rowCount, valueAt } from '@disco-engine/sdk/extensions';

/** Columns of a table, in their order, all of one length. */
export type NamedColumns = readonly (readonly [name: string, column: Column])[];

/** A text of some 100 rows at a time does not grow beyond what a string may hold. */
const ROWS_AT_ONCE = 100;

/**
 * A table as CSV by RFC 4180, a part after the other: a header, commas, lines that end in CR and LF, and quotes around what has a comma,
 * a quote or the end of a line in it. Numbers have a decimal point and all of their digits. A missing value is an empty field, and an
 * empty text is `""`.
 *
 * @example
 * await writeFile('table.csv', csvText([['case', { type: 'int32', values: Int32Array.of(0, 1) }]]));
 */
export function* csvText(columns: NamedColumns): Generator<string> {
  yield line(columns.map(([name]) => name));
  const rows = columns.length === 0 ? 0 : rowCount(entryAt(columns, 0)[1]);
  for (let first = 0; first < rows; first += ROWS_AT_ONCE) {
    let text = '';
    for (let row = first; row < Math.min(rows, first + ROWS_AT_ONCE); row++)
      text += line(columns.map(([, column]) => valueAt(column, row)));
    yield text;
  }
}

function line(values: readonly unknown[]): string {
  return `${values.map(field).join(',')}\r\n`;
}

function field(value: unknown): string {
  if (value === undefined) return '';
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') return String(value);
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text === '' || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
