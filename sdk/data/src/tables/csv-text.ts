import { entryAt } from '@disco-engine/kernel';
import type { Column } from '@disco-engine/sdk';
import { rowCount, valueAt } from '@disco-engine/sdk/extensions';

/** The columns of a table, in order, all of the same length. */
export type NamedColumns = readonly (readonly [name: string, column: Column])[];

/** Texts of about 100 rows stay below the maximum length of a string. */
const ROWS_AT_ONCE = 100;

/**
 * A table as CSV (RFC 4180), in parts: a header, commas, lines that end with CRLF, and quotes around fields with a comma, a quote or a
 * line end. Numbers have a decimal point and all their digits. A missing value is an empty field, and an empty text is `""`.
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
