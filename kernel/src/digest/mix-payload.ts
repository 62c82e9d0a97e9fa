import type { Mixer } from './mixer.js';

/**
 * Mixes in the canonical form of a payload: a tag for its kind, then its content. Equal payloads give equal words, even
 * after crossing any transport: -0 is 0, all NaNs are the same, and keys of plain objects are taken in UTF-16 order.
 */
export function mixPayload(mixer: Mixer, payload: unknown): void {
  // By itself, so that the compiler inlines the case of no payload.
  if (payload === null) mixer.pair(Tag.Null, 0);
  else mixPresent(mixer, payload);
}

function mixPresent(mixer: Mixer, payload: NonNullable<unknown> | undefined): void {
  switch (typeof payload) {
    case 'number':
      mixer.pair(Tag.Number, 0);
      mixer.double(payload);
      return;
    case 'string':
      mixer.pair(Tag.Text, 0);
      mixer.text(payload);
      return;
    case 'boolean':
      mixer.pair(payload ? Tag.True : Tag.False, 0);
      return;
    case 'bigint':
      mixer.pair(Tag.BigInt, 0);
      mixer.text(payload.toString(16));
      return;
    case 'object':
      mixObject(mixer, payload);
      return;
    default:
      // A trusted run may send a value that is not a valid payload; then only its kind counts.
      mixer.pair(Tag.Other, 0);
  }
}

const enum Tag {
  Null = 1,
  False,
  True,
  Number,
  Text,
  BigInt,
  List,
  Record,
  Date,
  Map,
  Set,
  Bytes,
  Other,
}

function mixObject(mixer: Mixer, value: object): void {
  if (Array.isArray(value)) mixSequence(mixer, Tag.List, value.length, value);
  else if (ArrayBuffer.isView(value)) mixBytes(mixer, value);
  else if (value instanceof Date) {
    mixer.pair(Tag.Date, 0);
    mixer.double(value.getTime());
  } else if (value instanceof Map) mixSequence(mixer, Tag.Map, value.size, value);
  else if (value instanceof Set) mixSequence(mixer, Tag.Set, value.size, value);
  else mixRecord(mixer, value as Readonly<Record<string, unknown>>);
}

function mixSequence(mixer: Mixer, tag: Tag, length: number, values: Iterable<unknown>): void {
  mixer.pair(tag, length);
  for (const value of values) mixPayload(mixer, value);
}

function mixRecord(mixer: Mixer, record: Readonly<Record<string, unknown>>): void {
  const keys = Object.keys(record);
  if (keys.length > 1) keys.sort();
  mixer.pair(Tag.Record, keys.length);
  for (const key of keys) {
    mixer.text(key);
    mixPayload(mixer, record[key]);
  }
}

/**
 * Reads arrays of doubles and of 32-bit integers, the most common ones, by their elements: touching `buffer` makes V8
 * move a small array out of its heap, which costs more than all the rest.
 */
function mixBytes(mixer: Mixer, view: ArrayBufferView): void {
  mixer.pair(Tag.Bytes, 0);
  mixer.text(view.constructor.name);
  if (view instanceof Float64Array || view instanceof Float32Array) {
    mixer.pair(view.length, 0);
    mixer.doubles(view);
  } else if (view instanceof Int32Array || view instanceof Uint32Array) {
    mixer.pair(view.length * 4, 0);
    mixer.wordBytes(view);
  } else {
    const bytes = view instanceof Uint8Array ? view : new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
    mixer.pair(bytes.length, 0);
    mixer.bytes(bytes);
  }
}
