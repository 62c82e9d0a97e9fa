import { TYPED_ARRAYS } from '@disco-engine/kernel';
import type { ByteReader } from './byte-reader.js';
import type { ByteWriter } from './byte-writer.js';

// The numbers are part of what workers of equal versions exchange and keep in folders.
const enum Tag {
  Undefined,
  Null,
  False,
  True,
  Number,
  BigInt,
  Text,
  List,
  Record,
  Map,
  Set,
  Date,
  /** The class with index i in `TYPED_ARRAYS` has the tag `Bytes + i`. */
  Bytes,
}

/** Deepest nesting of a value; deeper ones would exhaust the stack. */
const DEEPEST = 500;

/**
 * Writes a value of the data of a vertex or an edge.
 *
 * @throws TypeError for a function, a symbol, an instance of another class, or a value that contains itself
 */
export function writeValue(writer: ByteWriter, value: unknown, depth = 0): void {
  if (depth > DEEPEST) throw new TypeError(`a value is nested more than ${DEEPEST} levels deep, or contains itself`);
  if (value === undefined) writer.byte(Tag.Undefined);
  else if (value === null) writer.byte(Tag.Null);
  else if (typeof value === 'boolean') writer.byte(value ? Tag.True : Tag.False);
  else if (typeof value === 'number') {
    writer.byte(Tag.Number);
    writer.double(value);
  } else if (typeof value === 'bigint') {
    writer.byte(Tag.BigInt);
    writer.text(value.toString(16));
  } else if (typeof value === 'string') {
    writer.byte(Tag.Text);
    writer.text(value);
  } else if (typeof value === 'object') writeObject(writer, value, depth + 1);
  else throw new TypeError(`a value is a ${typeof value}, which is no data`);
}

function writeObject(writer: ByteWriter, value: object, depth: number): void {
  const many = (tag: Tag, items: readonly unknown[]): void => {
    writer.byte(tag);
    writer.count(items.length);
    for (const item of items) writeValue(writer, item, depth);
  };
  if (Array.isArray(value)) many(Tag.List, Array.from(value as unknown[]));
  else if (value instanceof Map) many(Tag.Map, [...value].flat());
  else if (value instanceof Set) many(Tag.Set, [...value]);
  else if (value instanceof Date) {
    writer.byte(Tag.Date);
    writer.double(value.getTime());
  } else if (ArrayBuffer.isView(value)) {
    const index = TYPED_ARRAYS.findIndex((candidate) => value instanceof candidate);
    if (index < 0) throw new TypeError(instance(value));
    writer.byte(Tag.Bytes + index);
    writer.numbers(new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
  } else {
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype !== null && prototype !== Object.prototype) throw new TypeError(instance(value));
    many(Tag.Record, Object.entries(value).flat());
  }
}

function instance({ constructor }: object): string {
  return `a value is an instance of '${constructor.name}', which is no data`;
}

/** @throws Error if there is no value */
export function readValue(reader: ByteReader, depth = 0): unknown {
  if (depth > DEEPEST) throw new Error(`a value is nested more than ${DEEPEST} levels deep`);
  const tag: Tag = reader.byte();
  const items = (): unknown[] => Array.from({ length: reader.manyOf() }, () => readValue(reader, depth + 1));
  switch (tag) {
    case Tag.Undefined:
      return undefined;
    case Tag.Null:
      return null;
    case Tag.False:
      return false;
    case Tag.True:
      return true;
    case Tag.Number:
      return reader.double();
    case Tag.BigInt:
      return bigIntOf(reader.text());
    case Tag.Text:
      return reader.text();
    case Tag.List:
      return items();
    case Tag.Record:
      return recordOf(pairsOf(items()));
    case Tag.Map:
      return new Map(pairsOf(items()));
    case Tag.Set:
      return new Set(items());
    case Tag.Date:
      return new Date(reader.double());
    default:
      return arrayOf(tag - Tag.Bytes, reader);
  }
}

function arrayOf(index: number, reader: ByteReader): unknown {
  const kind = TYPED_ARRAYS[index];
  if (kind === undefined) throw new Error(`a value has the unknown tag ${index + Tag.Bytes}`);
  return new kind(Uint8Array.from(reader.numbers(Uint8Array)).buffer);
}

function pairsOf(items: readonly unknown[]): [unknown, unknown][] {
  if (items.length % 2 !== 0) throw new Error('a key has no value');
  return Array.from({ length: items.length / 2 }, (_, at) => [items[2 * at], items[2 * at + 1]]);
}

function recordOf(pairs: readonly (readonly [unknown, unknown])[]): object {
  const record = {};
  for (const [key, value] of pairs) {
    if (typeof key !== 'string') throw new Error('a key is not a text');
    // Assigned, '__proto__' would set the prototype.
    Object.defineProperty(record, key, { value, writable: true, enumerable: true, configurable: true });
  }
  return record;
}

function bigIntOf(digits: string): bigint {
  if (!/^-?[\da-f]+$/.test(digits)) throw new Error('a bigint has no digits');
  return digits.startsWith('-') ? -BigInt(`0x${digits.slice(1)}`) : BigInt(`0x${digits}`);
}
