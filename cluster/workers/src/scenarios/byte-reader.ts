import { isUtf8 } from 'node:buffer';
import { ALIGNMENT, LONE_SURROGATE, type Numbers } from './byte-layout.js';

interface NumbersClass<List extends Numbers> {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: ArrayBuffer, byteOffset: number, length: number): List;
}

/**
 * Reads what `ByteWriter` has written, and only that: other bytes for the same values are refused. Every length is checked before memory is
 * taken for it.
 */
export class ByteReader {
  readonly #view: DataView;
  readonly #buffer: ArrayBuffer;
  #position = 0;

  /** @param bytes that nobody else uses: lists of numbers in the result are views of them */
  constructor(private readonly bytes: Uint8Array<ArrayBuffer>) {
    this.#buffer = bytes.buffer;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  byte(): number {
    return this.#view.getUint8(this.#take(1));
  }

  flag(): boolean {
    const value = this.byte();
    if (value > 1) throw new Error(`a flag is ${value}`);
    return value === 1;
  }

  count(): number {
    return this.#view.getUint32(this.#take(4), true);
  }

  /** A number of things that take at least a byte each. */
  manyOf(): number {
    const many = this.count();
    if (many > this.bytes.length - this.#position)
      throw new Error(`there are ${many} items, but too few bytes for them`);
    return many;
  }

  double(): number {
    return this.#view.getFloat64(this.#take(8), true);
  }

  text(): string {
    const isInUtf8 = this.flag();
    const length = this.count();
    const from = this.#take(length);
    const bytes = Buffer.from(this.#buffer, this.bytes.byteOffset + from, length);
    if (isInUtf8) {
      if (!isUtf8(bytes)) throw new Error('a text is not in UTF-8');
      return bytes.toString('utf8');
    }
    const text = bytes.toString('utf16le');
    if (length % 2 !== 0 || !LONE_SURROGATE.test(text)) throw new Error('a text is in UTF-16 without need');
    return text;
  }

  texts(): string[] {
    const lengths = this.numbers(Int32Array);
    const all = this.text();
    if (lengths.some((length) => length < 0)) throw new Error('a text has a negative length');
    let from = 0;
    const list = Array.from(lengths, (length) => all.slice(from, (from += length)));
    if (from !== all.length) throw new Error('the lengths of texts do not sum up to their characters');
    return list;
  }

  numbers<List extends Numbers>(kind: NumbersClass<List>): List {
    const many = this.count();
    while (this.#position % ALIGNMENT !== 0)
      if (this.byte() !== 0) throw new Error('what comes before a list is not empty');
    const from = this.#take(many * kind.BYTES_PER_ELEMENT);
    return new kind(this.#buffer, this.bytes.byteOffset + from, many);
  }

  /** @throws Error if something is left */
  end(): void {
    if (this.#position !== this.bytes.length) throw new Error(`${this.bytes.length - this.#position} bytes are left`);
  }

  #take(length: number): number {
    const from = this.#position;
    if (from + length > this.bytes.length) throw new Error(`it ends after ${this.bytes.length} bytes, within a part`);
    this.#position += length;
    return from;
  }
}
