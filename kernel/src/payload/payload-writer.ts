import { MAX_PAYLOAD_DEPTH } from './check-payload.js';
import { MOST_SHAPES, PayloadTag } from './payload-tags.js';
import { TYPED_ARRAYS } from './typed-arrays.js';

/** Why `PayloadWriter` stopped: a value that is no payload, or one of its limits. */
export type PayloadRefusal = 'invalid' | 'maxValues' | 'maxBytes';

/** Arrays of up to this many bytes are copied by element: touching `buffer` would make V8 move them out of its heap. */
const SMALL_ARRAY = 64;

/** Room for a tag with a double, or with a size. */
const SPACE = 16;

/**
 * Writes payloads as bytes from which `PayloadReader` makes equal ones: same classes, same order of keys and entries, all
 * doubles and all strings. Equal sequences of payloads give equal bytes on every engine. All numbers are little-endian.
 *
 * Keys of records are written once: records with the same keys in the same order share a **shape**. An object that occurs
 * in several places is written in each.
 *
 * It examines what it writes, but skips the most expensive checks of `checkPayload`: accessors (their value is written),
 * properties that are not enumerable, symbol keys, and named properties of arrays, Dates, Maps and Sets (all omitted).
 * A small typed array on shared memory is copied.
 *
 * @example
 * const writer = new PayloadWriter();
 * writer.begin();
 * if (!writer.write({ units: 3 })) throw new Error(writer.refusal);
 * const bytes = writer.written();
 */
export class PayloadWriter {
  /** Set by `write` when it returns false. */
  refusal: PayloadRefusal | undefined;
  /** After the refusal `maxBytes`, the number of bytes that would have been needed at least. */
  leastBytes = 0;
  private bytes: Uint8Array;
  private view: DataView;
  private at = 0;
  private values = 0;
  private shapes: (readonly string[])[] = [];

  /**
   * @param maxValues greatest number of values between two calls of `begin`; keys count too
   * @param maxBytes greatest number of bytes between two calls of `begin`
   */
  constructor(
    private readonly maxValues = Infinity,
    private readonly maxBytes = Infinity,
  ) {
    this.bytes = new Uint8Array(Math.min(maxBytes + SPACE, 256));
    this.view = new DataView(this.bytes.buffer);
  }

  /** Discards what was written. */
  begin(): void {
    this.refusal = undefined;
    this.at = 0;
    this.values = 0;
    if (this.shapes.length > 0) this.shapes = [];
  }

  /** What was written since `begin`; valid until the next call. */
  written(): Uint8Array {
    return this.bytes.subarray(0, this.at);
  }

  /**
   * Appends a value.
   *
   * @returns false if `refusal` says why not; what was written is then of no use
   */
  write(value: unknown): boolean {
    return this.value(value, 0) && this.fits(this.at);
  }

  private value(value: unknown, depth: number): boolean {
    if (!this.counts(1) || !this.reserve(SPACE)) return false;
    switch (typeof value) {
      case 'number':
        this.number(value);
        return true;
      case 'string':
        return this.text(value);
      case 'boolean':
        this.bytes[this.at++] = value ? PayloadTag.True : PayloadTag.False;
        return true;
      case 'bigint':
        this.bytes[this.at++] = PayloadTag.BigInt;
        return this.text(value.toString(16));
      case 'object':
        if (value !== null) return depth > MAX_PAYLOAD_DEPTH ? this.refuse('invalid') : this.object(value, depth + 1);
        this.bytes[this.at++] = PayloadTag.Null;
        return true;
      default:
        return this.refuse('invalid');
    }
  }

  private number(value: number): void {
    const { bytes, view } = this;
    // -0 is no whole number here: it must stay what it is.
    if (value === (value | 0) && (value !== 0 || 1 / value > 0)) {
      if (value >= 0 && value < 256 - PayloadTag.SmallNumber) {
        bytes[this.at++] = PayloadTag.SmallNumber + value;
        return;
      }
      bytes[this.at++] = PayloadTag.Int32;
      view.setInt32(this.at, value, true);
      this.at += 4;
      return;
    }
    bytes[this.at++] = PayloadTag.Double;
    view.setFloat64(this.at, value, true);
    this.at += 8;
  }

  private text(text: string): boolean {
    const start = this.at;
    const { length } = text;
    if (!this.head(PayloadTag.Text, length, length)) return false;
    const { bytes, at } = this;
    let union = 0;
    for (let index = 0; index < length; index++) {
      const unit = text.charCodeAt(index);
      union |= unit;
      bytes[at + index] = unit;
    }
    this.at = at + length;
    if (union < 256) return true;
    this.at = start;
    if (!this.head(PayloadTag.WideText, length, 2 * length)) return false;
    const { view } = this;
    for (let index = 0; index < length; index++, this.at += 2) view.setUint16(this.at, text.charCodeAt(index), true);
    return true;
  }

  private object(value: object, depth: number): boolean {
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype === Object.prototype || prototype === null) return this.record(value, depth);
    if (prototype === Array.prototype && Array.isArray(value)) return this.list(value, depth);
    const type = TYPES.get(prototype);
    if (type !== undefined) return this.typedArray(value, type);
    if (prototype === Map.prototype && value instanceof Map) return this.map(value, depth);
    if (prototype === Set.prototype && value instanceof Set) return this.set(value, depth);
    if (prototype !== Date.prototype || !(value instanceof Date)) return this.refuse('invalid');
    this.bytes[this.at++] = PayloadTag.Date;
    this.view.setFloat64(this.at, value.getTime(), true);
    this.at += 8;
    return true;
  }

  private record(record: object, depth: number): boolean {
    const keys = Object.keys(record);
    if (!this.shape(keys)) return false;
    for (const key of keys) if (!this.value((record as Readonly<Record<string, unknown>>)[key], depth)) return false;
    return true;
  }

  private shape(keys: readonly string[]): boolean {
    const { shapes } = this;
    if (!this.counts(keys.length)) return false;
    let shape = 0;
    while (shape < shapes.length && !isSame(keys, shapes[shape])) shape++;
    if (!this.head(PayloadTag.Record, shape, 0)) return false;
    if (shape < shapes.length) return true;
    if (shape < MOST_SHAPES) shapes.push(keys);
    this.size(keys.length);
    for (const key of keys) if (!this.text(key)) return false;
    return true;
  }

  private list(list: readonly unknown[], depth: number): boolean {
    if (!this.head(PayloadTag.List, list.length, 0)) return false;
    for (let index = 0; index < list.length; index++) if (!this.value(list[index], depth)) return false;
    return true;
  }

  private map(map: ReadonlyMap<unknown, unknown>, depth: number): boolean {
    if (!this.head(PayloadTag.Map, map.size, 0)) return false;
    for (const [key, value] of map) if (!this.value(key, depth) || !this.value(value, depth)) return false;
    return true;
  }

  private set(set: ReadonlySet<unknown>, depth: number): boolean {
    if (!this.head(PayloadTag.Set, set.size, 0)) return false;
    for (const value of set) if (!this.value(value, depth)) return false;
    return true;
  }

  private typedArray(array: object, type: number): boolean {
    if (!ArrayBuffer.isView(array)) return this.refuse('invalid');
    const { byteLength } = array;
    if (!this.head(PayloadTag.TypedArray + type, byteLength, byteLength)) return false;
    const { view } = this;
    if (byteLength <= SMALL_ARRAY && array instanceof Float64Array) {
      for (let index = 0; index < array.length; index++, this.at += 8)
        view.setFloat64(this.at, array[index] ?? 0, true);
      return true;
    }
    if (byteLength <= SMALL_ARRAY && array instanceof Int32Array) {
      for (let index = 0; index < array.length; index++, this.at += 4) view.setInt32(this.at, array[index] ?? 0, true);
      return true;
    }
    const { buffer, byteOffset } = array;
    if (!(buffer instanceof ArrayBuffer)) return this.refuse('invalid');
    this.bytes.set(new Uint8Array(buffer, byteOffset, byteLength), this.at);
    this.at += byteLength;
    return true;
  }

  /** Writes a tag and a size, and makes room for what follows. */
  private head(tag: number, size: number, more: number): boolean {
    if (!this.reserve(SPACE + more)) return false;
    this.bytes[this.at++] = tag;
    this.size(size);
    return true;
  }

  /** 7 bits a byte, the lower ones first. */
  private size(size: number): void {
    let rest = size;
    while (rest >= 0x80) {
      this.bytes[this.at++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    this.bytes[this.at++] = rest;
  }

  private counts(values: number): boolean {
    this.values += values;
    return this.values <= this.maxValues || this.refuse('maxValues');
  }

  private reserve(more: number): boolean {
    const needed = this.at + more;
    if (needed <= this.bytes.length) return true;
    return this.fits(needed - SPACE) && this.grow(needed);
  }

  private fits(bytes: number): boolean {
    this.leastBytes = bytes;
    return bytes <= this.maxBytes || this.refuse('maxBytes');
  }

  private grow(needed: number): true {
    const grown = new Uint8Array(Math.max(needed, Math.min(2 * this.bytes.length, this.maxBytes + SPACE)));
    grown.set(this.bytes.subarray(0, this.at));
    this.bytes = grown;
    this.view = new DataView(grown.buffer);
    return true;
  }

  private refuse(refusal: PayloadRefusal): false {
    this.refusal = refusal;
    return false;
  }
}

const TYPES: ReadonlyMap<unknown, number> = new Map(TYPED_ARRAYS.map((type, index) => [type.prototype, index]));

function isSame(keys: readonly string[], shape: readonly string[] | undefined): boolean {
  if (shape === undefined || shape.length !== keys.length) return false;
  for (let index = 0; index < keys.length; index++) if (keys[index] !== shape[index]) return false;
  return true;
}
