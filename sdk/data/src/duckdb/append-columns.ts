import { entryAt } from '@disco-engine/kernel';
import type { DuckDBDataChunk, DuckDBType, DuckDBVector } from '@duckdb/node-api';
import { type Column, type ColumnType } from '@disco-engine/sdk';
import { rowCount } from '@disco-engine/sdk/extensions';
import type { DuckDb } from './open-duckdb.js';

/** Rows of one chunk, the maximum of DuckDB. */
const CHUNK_ROWS = 2048;

/**
 * Appends rows to a table of the default schema, within the connection's transaction. `columns` must match those of the table in number,
 * order and length. `value` is stored as JSON. Texts must be well-formed: a lone surrogate would be stored as a different character.
 */
export async function appendColumns(
  { api, connection }: DuckDb,
  table: string,
  columns: readonly Column[],
): Promise<void> {
  const types = columns.map(({ type }) => sqlType(api, type));
  const rows = columns.length === 0 ? 0 : rowCount(entryAt(columns, 0));
  // Reuses one chunk: the garbage collector does not see the memory of chunks, so it would pile up.
  const chunk = api.DuckDBDataChunk.create(types);
  const appender = await connection.createAppender(table);
  try {
    for (let first = 0; first < rows; first += CHUNK_ROWS) {
      const count = Math.min(CHUNK_ROWS, rows - first);
      chunk.reset();
      chunk.rowCount = count;
      for (const [index, column] of columns.entries()) fill(chunk, index, column, first, count);
      appender.appendDataChunk(chunk);
    }
  } finally {
    appender.closeSync();
  }
}

function sqlType(api: DuckDb['api'], type: ColumnType): DuckDBType {
  switch (type) {
    case 'float64':
      return api.DOUBLE;
    case 'int32':
      return api.INTEGER;
    case 'int64':
      return api.BIGINT;
    case 'boolean':
      return api.BOOLEAN;
    default:
      return api.VARCHAR;
  }
}

function fill(chunk: DuckDBDataChunk, index: number, column: Column, first: number, count: number): void {
  const vector = chunk.getColumnVector(index);
  setValues(vector, column, first, count);
  if (column.type !== 'text' && column.type !== 'value' && column.missing !== undefined)
    for (let row = 0; row < count; row++) if (column.missing[first + row] === 1) vector.setItem(row, null);
  vector.flush();
}

/** One loop per type, so that each loop only handles vectors of a single class. */
function setValues(vector: DuckDBVector, column: Column, first: number, count: number): void {
  switch (column.type) {
    case 'text':
      for (let row = 0; row < count; row++) vector.setItem(row, column.texts[column.codes[first + row] ?? NaN] ?? null);
      break;
    case 'value':
      for (let row = 0; row < count; row++) vector.setItem(row, jsonOf(column.values[first + row]));
      break;
    case 'boolean':
      for (let row = 0; row < count; row++) vector.setItem(row, column.values[first + row] === 1);
      break;
    case 'float64':
      for (let row = 0; row < count; row++) vector.setItem(row, column.values[first + row] ?? NaN);
      break;
    case 'int32':
      for (let row = 0; row < count; row++) vector.setItem(row, column.values[first + row] ?? NaN);
      break;
    case 'int64':
      for (let row = 0; row < count; row++) vector.setItem(row, entryAt(column.values, first + row));
      break;
  }
}

function jsonOf(value: unknown): string | null {
  return value === undefined || value === null ? null : JSON.stringify(value);
}
