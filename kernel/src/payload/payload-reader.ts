import { MAX_PAYLOAD_DEPTH } from './check-payload.js';
import { MOST_SHAPES, PayloadTag } from './payload-tags.js';
import { TYPED_ARRAYS } from './typed-arrays.js';

/** Bytes that `PayloadWriter` would not have written. */
export class PayloadBytesError extends Error {
  override readonly name = 'PayloadBytesError';

  /**
   * @param what completes `at byte 5 …`
   * @param at offset of the error
   */
  constructor(
    readonly what: string,
    readonly at: number,
  ) {
    super(`at byte ${at} ${what}`);
  }
}

/** Arrays of up to this many bytes are filled by element, as each view of their memory would cost more. */
const BY_ELEMENT = 1024;

/** Longer texts are made of pieces, as a call takes only so many arguments. */
const PIECE = 4096;

/**
 * Reads what `PayloadWriter` wrote, and trusts none of it: it makes nothing but payloads, and never more of them, or
 * larger ones, than the bytes account for.
 *
 * @example
 * const reader = new PayloadReader();
 * reader.begin(bytes);
 * const payload = reader.read();
 * reader.end();
 */
export class PayloadReader {
  private bytes: Uint8Array = EMPTY;
  private view: DataView = NO_BYTES;
  private at = 0;
  private values = 0;
  private shapes: (readonly string[])[] = [];

  /** @param maxValues greatest number of values between two calls of `begin`; keys count too */
  constructor(private readonly maxValues = Infinity) {}

  begin(bytes: Uint8Array): void {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.at = 0;
    this.values = 0;
    if (this.shapes.length > 0) this.shapes = [];
  }

  /**
   * Returns the next value.
   *
   * @throws PayloadBytesError
   */
  read(): unknown {
    return this.value(0);
  }

  /**
   * Releases the bytes.
   *
   * @throws PayloadBytesError if not all of them have been read
   */
  end(): void {
    const left = this.bytes.length - this.at;
    this.bytes = EMPTY;
    this.view = NO_BYTES;
    if (left > 0) throw new PayloadBytesError('there is something after the payloads', this.at);
  }

  private value(depth: number): unknown {
    this.count(1);
    const tag = this.byte();
    if (tag >= PayloadTag.SmallNumber) return tag - PayloadTag.SmallNumber;
    switch (tag) {
      case PayloadTag.Null:
        return null;
      case PayloadTag.False:
        return false;
      case PayloadTag.True:
        return true;
      case PayloadTag.Int32:
        return this.view.getInt32(this.skip(4), true);
      case PayloadTag.Double:
        return this.view.getFloat64(this.skip(8), true);
      case PayloadTag.Date:
        return new Date(this.view.getFloat64(this.skip(8), true));
      case PayloadTag.Text:
      case PayloadTag.WideText:
        return this.text(tag);
      case PayloadTag.BigInt:
        return this.bigint();
      default:
        return tag < PayloadTag.TypedArray ? this.compound(tag, depth + 1) : this.typedArray(tag);
    }
  }

  private compound(tag: number, depth: number): object {
    if (depth > MAX_PAYLOAD_DEPTH + 1) throw this.error(`it is nested more than ${MAX_PAYLOAD_DEPTH} levels deep`);
    switch (tag) {
      case PayloadTag.Record:
        return this.record(depth);
      case PayloadTag.List:
        return this.list(depth);
      case PayloadTag.Map:
        return this.map(depth);
      case PayloadTag.Set:
        return new Set(this.list(depth));
      default:
        throw this.error('there is something that is not part of any payload', this.at - 1);
    }
  }

  private record(depth: number): object {
    const keys = this.shape();
    const record: Record<string, unknown> = {};
    for (let index = 0; index < keys.length; index++) {
      const key = keys[index] ?? '';
      if (key !== '__proto__') record[key] = this.value(depth);
      // Assigning to this name would set the prototype.
      else Object.defineProperty(record, key, { ...PLAIN_PROPERTY, value: this.value(depth) });
    }
    return record;
  }

  private shape(): readonly string[] {
    const { shapes, at } = this;
    const shape = this.size();
    const known = shapes[shape];
    if (known !== undefined) {
      this.count(known.length);
      return known;
    }
    if (shape !== shapes.length) throw this.error(`there is a record of shape ${shape}, which is not known`, at);
    const keys: string[] = [];
    const length = this.size();
    this.expect(length);
    this.count(length);
    for (let index = 0; index < length; index++) keys.push(this.text(this.byte()));
    if (shape < MOST_SHAPES) shapes.push(keys);
    return keys;
  }

  private list(depth: number): unknown[] {
    const size = this.size();
    this.expect(size);
    const list: unknown[] = [];
    for (let index = 0; index < size; index++) list.push(this.value(depth));
    return list;
  }

  private map(depth: number): Map<unknown, unknown> {
    const size = this.size();
    this.expect(2 * size);
    const map = new Map<unknown, unknown>();
    for (let index = 0; index < size; index++) map.set(this.value(depth), this.value(depth));
    return map;
  }

  private bigint(): bigint {
    const { at } = this;
    const digits = this.text(this.byte());
    if (!/^-?[\da-f]+$/.test(digits)) throw this.error('there is a bigint without digits', at);
    return digits.startsWith('-') ? -BigInt(`0x${digits.slice(1)}`) : BigInt(`0x${digits}`);
  }

  private text(tag: number): string {
    const width = tag - PayloadTag.Text + 1;
    if (width !== 1 && width !== 2) throw this.error('there is no text', this.at - 1);
    const length = this.size();
    const start = this.skip(width * length);
    const { bytes, view } = this;
    if (length < 16) {
      let text = '';
      for (let index = 0; index < length; index++)
        text += String.fromCharCode(
          width === 1 ? (bytes[start + index] ?? 0) : view.getUint16(start + 2 * index, true),
        );
      return text;
    }
    const pieces: string[] = [];
    for (let from = 0; from < length; from += PIECE) {
      const units: number[] = [];
      for (let index = from; index < Math.min(length, from + PIECE); index++)
        units.push(width === 1 ? (bytes[start + index] ?? 0) : view.getUint16(start + 2 * index, true));
      pieces.push(String.fromCharCode(...units));
    }
    return pieces.join('');
  }

  private typedArray(tag: number): unknown {
    const type = TYPED_ARRAYS[tag - PayloadTag.TypedArray];
    const { at } = this;
    if (type === undefined) throw this.error('there is something that is not part of any payload', at - 1);
    const size = this.size();
    if (size % type.BYTES_PER_ELEMENT > 0) throw this.error(`there are ${size} bytes for a ${type.name}`, at);
    const start = this.skip(size);
    const { view } = this;
    if (size <= BY_ELEMENT && type === Float64Array) {
      const array = new Float64Array(size / 8);
      for (let index = 0; index < array.length; index++) array[index] = view.getFloat64(start + 8 * index, true);
      return array;
    }
    if (size <= BY_ELEMENT && type === Int32Array) {
      const array = new Int32Array(size / 4);
      for (let index = 0; index < array.length; index++) array[index] = view.getInt32(start + 4 * index, true);
      return array;
    }
    // A separate copy, since what was received belongs to others.
    const copy = new Uint8Array(size);
    copy.set(this.bytes.subarray(start, start + size));
    return new type(copy.buffer);
  }

  private size(): number {
    const { at } = this;
    let size = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.byte();
      size += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return size;
    }
    throw this.error('there is a size above 2^35', at);
  }

  private byte(): number {
    return this.bytes[this.skip(1)] ?? 0;
  }

  /** @returns where the skipped bytes begin */
  private skip(bytes: number): number {
    const { at } = this;
    if (bytes > this.bytes.length - at) throw this.error(bytes === 1 ? 'it ends too early' : missing(bytes, 'bytes'));
    this.at = at + bytes;
    return at;
  }

  /** Each takes a byte at least. */
  private expect(values: number): void {
    if (values > this.bytes.length - this.at) throw this.error(missing(values, 'values'));
  }

  private count(values: number): void {
    this.values += values;
    if (this.values > this.maxValues) throw this.error('there are more values than maxValues allows');
  }

  private error(what: string, at = this.at): PayloadBytesError {
    return new PayloadBytesError(what, at);
  }
}

const EMPTY = new Uint8Array(0);
const NO_BYTES = new DataView(EMPTY.buffer);
const PLAIN_PROPERTY = { writable: true, enumerable: true, configurable: true };

function missing(count: number, what: string): string {
  return `${count} ${what} are announced but missing`;
}
