import { ALIGNMENT, LONE_SURROGATE, type Numbers } from './byte-layout.js';

/** From this many bytes on, a list is only copied once, at the end. */
const LARGE = 4096;

/** Appends numbers and texts to bytes, the same on every machine for the same values. */
export class ByteWriter {
  /** What comes before `#bytes`. */
  readonly #parts: Uint8Array[] = [];
  #before = 0;
  #bytes = new Uint8Array(LARGE);
  #view = new DataView(this.#bytes.buffer);
  #length = 0;

  byte(value: number): void {
    this.#reserve(1);
    this.#bytes[this.#length++] = value;
  }

  count(value: number): void {
    this.#reserve(4);
    this.#view.setUint32(this.#length, value, true);
    this.#length += 4;
  }

  double(value: number): void {
    this.#reserve(8);
    if (Number.isNaN(value)) this.#view.setBigUint64(this.#length, NAN_BITS, true);
    else this.#view.setFloat64(this.#length, value, true);
    this.#length += 8;
  }

  text(value: string): void {
    const isUtf8 = !LONE_SURROGATE.test(value);
    const bytes = Buffer.from(value, isUtf8 ? 'utf8' : 'utf16le');
    this.byte(isUtf8 ? 1 : 0);
    this.count(bytes.length);
    this.#append(bytes);
  }

  /** A list of texts: their lengths, and all of them as one, which is many times faster than one after another. */
  texts(list: readonly string[]): void {
    const lengths = new Int32Array(list.length);
    for (const [at, { length }] of list.entries()) lengths[at] = length;
    this.numbers(lengths);
    this.text(list.join(''));
  }

  /** @param list not changed before `written` is called */
  numbers(list: Numbers): void {
    this.count(list.length);
    while ((this.#before + this.#length) % ALIGNMENT !== 0) this.byte(0);
    const same = list instanceof Float64Array ? withOneNaN(list) : list;
    this.#append(new Uint8Array(same.buffer, same.byteOffset, same.byteLength));
  }

  /** What was written. */
  written(): Uint8Array<ArrayBuffer> {
    this.#flush();
    const all = new Uint8Array(this.#before);
    let at = 0;
    for (const part of this.#parts) {
      all.set(part, at);
      at += part.length;
    }
    return all;
  }

  #append(bytes: Uint8Array): void {
    if (bytes.length >= LARGE) {
      this.#flush();
      this.#parts.push(bytes);
      this.#before += bytes.length;
    } else {
      this.#reserve(bytes.length);
      this.#bytes.set(bytes, this.#length);
      this.#length += bytes.length;
    }
  }

  #reserve(more: number): void {
    if (this.#length + more > this.#bytes.length) this.#flush();
  }

  #flush(): void {
    this.#parts.push(this.#bytes.subarray(0, this.#length));
    this.#before += this.#length;
    this.#bytes = new Uint8Array(LARGE);
    this.#view = new DataView(this.#bytes.buffer);
    this.#length = 0;
  }
}

/** There are many bit patterns for NaN, and engines choose different ones. */
function withOneNaN(list: Float64Array): Float64Array {
  // A sum is NaN if a number is, or if there are infinities of both signs; it takes no branch for each number.
  let sum = 0;
  for (const value of list) sum += value;
  if (!Number.isNaN(sum)) return list;
  const copy = list.slice();
  const view = new DataView(copy.buffer);
  for (const [at, value] of list.entries()) if (Number.isNaN(value)) view.setBigUint64(8 * at, NAN_BITS, true);
  return copy;
}

const NAN_BITS = 0x7ff8_0000_0000_0000n;
