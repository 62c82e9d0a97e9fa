import { DiscoError } from '@disco-engine/kernel';
import type { DuckDBVector } from '@duckdb/node-api';
import type { Column } from '@disco-engine/sdk';
import type { DuckDbApi } from './load-duckdb.js';

// Unlike the package's decoder, this one keeps a byte order mark at the beginning of a text.
const UTF_8 = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * Converts a DuckDB vector to a column: DOUBLE, INTEGER, BIGINT, BOOLEAN, or BLOB, which is read as UTF-8 text. Texts are not
 * deduplicated, so equal ones occur several times in `texts`.
 *
 * @throws DiscoError `SQL_TYPE_UNSUPPORTED` for any other type
 */
export function columnOfVector(api: DuckDbApi, vector: DuckDBVector): Column {
  const rows = vector.itemCount;
  if (vector instanceof api.DuckDBDoubleVector)
    return { type: 'float64', ...numbersOf(vector, new Float64Array(rows)) };
  if (vector instanceof api.DuckDBIntegerVector) return { type: 'int32', ...numbersOf(vector, new Int32Array(rows)) };
  if (vector instanceof api.DuckDBBigIntVector) return { type: 'int64', ...bigintsOf(vector) };
  if (vector instanceof api.DuckDBBooleanVector) return { type: 'boolean', ...booleansOf(vector) };
  if (vector instanceof api.DuckDBBlobVector) return textColumn(vector);
  const message = `a query returned a column of type ${String(vector.type)}, which scenarios do not support; cast it in the query`;
  throw new DiscoError('SQL_TYPE_UNSUPPORTED', message);
}

interface Numbers<Values> {
  readonly values: Values;
  readonly missing: Uint8Array | undefined;
}

function numbersOf<Values extends Float64Array | Int32Array>(
  vector: DuckDBVector<number>,
  values: Values,
): Numbers<Values> {
  let missing: Uint8Array | undefined;
  for (let row = 0; row < values.length; row++) {
    const value = vector.getItem(row);
    if (value === null) (missing ??= new Uint8Array(values.length))[row] = 1;
    else values[row] = value;
  }
  return { values, missing };
}

function bigintsOf(vector: DuckDBVector<bigint>): Numbers<BigInt64Array> {
  const values = new BigInt64Array(vector.itemCount);
  let missing: Uint8Array | undefined;
  for (let row = 0; row < values.length; row++) {
    const value = vector.getItem(row);
    if (value === null) (missing ??= new Uint8Array(values.length))[row] = 1;
    else values[row] = value;
  }
  return { values, missing };
}

function booleansOf(vector: DuckDBVector<boolean>): Numbers<Uint8Array> {
  const values = new Uint8Array(vector.itemCount);
  let missing: Uint8Array | undefined;
  for (let row = 0; row < values.length; row++) {
    const value = vector.getItem(row);
    if (value === null) (missing ??= new Uint8Array(values.length))[row] = 1;
    else if (value) values[row] = 1;
  }
  return { values, missing };
}

function textColumn(vector: { readonly itemCount: number; getItemBytes(row: number): Uint8Array | null }): Column {
  const codes = new Int32Array(vector.itemCount).fill(-1);
  const texts: string[] = [];
  for (let row = 0; row < codes.length; row++) {
    const bytes = vector.getItemBytes(row);
    if (bytes !== null) codes[row] = texts.push(UTF_8.decode(bytes)) - 1;
  }
  return { type: 'text', codes, texts };
}
