import { TYPED_ARRAYS } from '@disco-engine/kernel';
import { isAwkward } from './payload-survey.js';

/**
 * Encodes payloads that msgpackr alone would not reproduce exactly, in terms of what it does reproduce: null, booleans,
 * numbers, strings, bytes, and lists of those. Every compound value becomes a list whose first item says what it is.
 *
 * @param value a payload that `PayloadSurvey` accepts
 */
export function tag(value: unknown): unknown {
  switch (typeof value) {
    case 'bigint':
      return [Tag.BigInt, value.toString(16)];
    case 'string':
      return isAwkward(value) ? [Tag.Text, Buffer.from(value, 'utf16le')] : value;
    case 'object':
      return value === null ? null : tagObject(value);
    default:
      return value;
  }
}

const enum Tag {
  List,
  Record,
  Map,
  Set,
  Date,
  BigInt,
  Text,
  /** The class with index i in `TYPED_ARRAYS` has the tag `Bytes + i`. */
  Bytes,
}

function tagObject(value: object): unknown[] {
  if (Array.isArray(value)) {
    const list: unknown[] = [Tag.List];
    for (const item of value) list.push(tag(item));
    return list;
  }
  if (value instanceof Map) {
    const list: unknown[] = [Tag.Map];
    for (const [key, item] of value) list.push(tag(key), tag(item));
    return list;
  }
  if (value instanceof Set) {
    const list: unknown[] = [Tag.Set];
    for (const item of value) list.push(tag(item));
    return list;
  }
  if (value instanceof Date) return [Tag.Date, value.getTime()];
  if (ArrayBuffer.isView(value)) {
    const type = TYPED_ARRAYS.findIndex((candidate) => value instanceof candidate);
    return [Tag.Bytes + type, Buffer.from(value.buffer, value.byteOffset, value.byteLength)];
  }
  const list: unknown[] = [Tag.Record];
  for (const [key, item] of Object.entries(value)) list.push(tag(key), tag(item));
  return list;
}

/**
 * The inverse of `tag`.
 *
 * @param value what was received: null, booleans, numbers, strings, bytes, and lists of those
 * @throws Error that says what does not fit
 */
export function untag(value: unknown): unknown {
  if (value instanceof Uint8Array) throw new Error('there are bytes without a tag');
  if (!Array.isArray(value)) return value;
  const [kind, first] = value as unknown[];
  switch (kind) {
    case Tag.List:
      return value.slice(1).map(untag);
    case Tag.Record:
      return untagRecord(value);
    case Tag.Map:
      return untagMap(value);
    case Tag.Set:
      return new Set(value.slice(1).map(untag));
    case Tag.Date:
      if (typeof first !== 'number') throw new Error('a Date has no time');
      return new Date(first);
    case Tag.BigInt:
      return untagBigInt(first);
    case Tag.Text:
      if (!(first instanceof Uint8Array)) throw new Error('a string has no bytes');
      return Buffer.from(first.buffer, first.byteOffset, first.byteLength).toString('utf16le');
    default:
      return untagBytes(kind, first);
  }
}

function untagRecord(list: readonly unknown[]): object {
  if (list.length % 2 === 0) throw new Error('a key has no value');
  const record: Record<string, unknown> = {};
  for (let index = 1; index < list.length; index += 2) {
    const key = untag(list[index]);
    if (typeof key !== 'string') throw new Error('a key is not a string');
    if (key !== '__proto__') record[key] = untag(list[index + 1]);
    // Assigning to this name would set the prototype.
    else Object.defineProperty(record, key, { ...PLAIN_PROPERTY, value: untag(list[index + 1]) });
  }
  return record;
}

const PLAIN_PROPERTY = { writable: true, enumerable: true, configurable: true };

function untagMap(list: readonly unknown[]): Map<unknown, unknown> {
  if (list.length % 2 === 0) throw new Error('a key has no value');
  const map = new Map<unknown, unknown>();
  for (let index = 1; index < list.length; index += 2) map.set(untag(list[index]), untag(list[index + 1]));
  return map;
}

function untagBigInt(digits: unknown): bigint {
  if (typeof digits !== 'string' || !/^-?[\da-f]+$/.test(digits)) throw new Error('a bigint has no digits');
  return digits.startsWith('-') ? -BigInt(`0x${digits.slice(1)}`) : BigInt(`0x${digits}`);
}

function untagBytes(kind: unknown, bytes: unknown): unknown {
  const type = typeof kind === 'number' ? TYPED_ARRAYS[kind - Tag.Bytes] : undefined;
  if (type === undefined) throw new Error('a list has no known tag');
  if (!(bytes instanceof Uint8Array)) throw new Error(`a ${type.name} has no bytes`);
  // A separate copy, since what was received belongs to the transport.
  return new type(new Uint8Array(bytes).buffer);
}
