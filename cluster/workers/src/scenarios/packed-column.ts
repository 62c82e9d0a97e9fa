import type { ScenarioData } from '@disco-engine/sdk';
import type { ByteReader } from './byte-reader.js';
import type { ByteWriter } from './byte-writer.js';
import { readValue, writeValue } from './packed-value.js';

type Column = ScenarioData['vertices'][number][1][number][1];

/** A column by the index of its type. */
const TYPES = ['float64', 'int32', 'int64', 'boolean', 'text', 'value'] as const satisfies readonly Column['type'][];

export function writeColumn(writer: ByteWriter, column: Column): void {
  writer.byte(TYPES.indexOf(column.type));
  if (column.type === 'text') {
    const { codes, texts } = inOrderOfRows(column);
    writer.numbers(codes);
    writer.texts(texts);
  } else if (column.type === 'value') {
    writer.count(column.values.length);
    for (const value of column.values) writeValue(writer, value);
  } else {
    const missing = column.missing?.includes(1) === true ? column.missing : undefined;
    writer.numbers(missing === undefined ? column.values : cleared(column.values, missing));
    writer.byte(missing === undefined ? 0 : 1);
    if (missing !== undefined) writer.numbers(missing);
  }
}

/** @throws Error if there is no column */
export function readColumn(reader: ByteReader): Column {
  const type = TYPES[reader.byte()];
  const missing = (): { readonly missing?: Uint8Array } =>
    reader.flag() ? { missing: reader.numbers(Uint8Array) } : {};
  switch (type) {
    case 'float64':
      return { type, values: reader.numbers(Float64Array), ...missing() };
    case 'int32':
      return { type, values: reader.numbers(Int32Array), ...missing() };
    case 'int64':
      return { type, values: reader.numbers(BigInt64Array), ...missing() };
    case 'boolean':
      return { type, values: reader.numbers(Uint8Array), ...missing() };
    case 'text':
      return { type, codes: reader.numbers(Int32Array), texts: reader.texts() };
    case 'value':
      return { type, values: Array.from({ length: reader.manyOf() }, () => readValue(reader)) };
    default:
      throw new Error('a column has an unknown type');
  }
}

/** The same texts, in the order in which rows first have them, so that it does not matter how they were collected. */
function inOrderOfRows({ codes, texts }: Extract<Column, { type: 'text' }>): { codes: Int32Array; texts: string[] } {
  const known = new Map<string, number>();
  // By code, to look up each text only once.
  const renamed = new Int32Array(texts.length).fill(-1);
  const ordered = new Int32Array(codes.length);
  for (const [row, code] of codes.entries()) {
    let name = renamed[code] ?? -1;
    const text = name < 0 ? texts[code] : undefined;
    if (text !== undefined) {
      name = renamed[code] = known.get(text) ?? known.size;
      known.set(text, name);
    }
    ordered[row] = name;
  }
  return { codes: ordered, texts: [...known.keys()] };
}

type Numbers = Exclude<Column, { type: 'text' | 'value' }>['values'];

/** Rows without a value may hold anything there. */
function cleared(values: Numbers, missing: Uint8Array): Numbers {
  const copy = values.slice();
  const { BYTES_PER_ELEMENT: size } = copy;
  const bytes = new Uint8Array(copy.buffer);
  for (const [row, isMissing] of missing.entries()) if (isMissing === 1) bytes.fill(0, row * size, (row + 1) * size);
  return copy;
}
