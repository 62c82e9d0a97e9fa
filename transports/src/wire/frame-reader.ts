import { DiscoError } from '@disco-engine/kernel';
import { FEW_WORDS } from './frame-writer.js';

const double = new Float64Array(1);
const doubleBytes = new Uint8Array(double.buffer);

/** Reads what `FrameWriter` wrote, and trusts none of it. */
export class FrameReader {
  #frame: Uint8Array = new Uint8Array(0);
  #position = 0;

  begin(frame: Uint8Array): void {
    this.#frame = frame;
    this.#position = 0;
  }

  /** Releases the frame. */
  end(): void {
    this.#frame = new Uint8Array(0);
  }

  get position(): number {
    return this.#position;
  }

  get left(): number {
    return this.#frame.length - this.#position;
  }

  byte(): number {
    if (this.left < 1) throw this.invalid('it ends too early');
    return this.#frame[this.#position++] ?? NaN;
  }

  /** Any double but NaN. */
  number(): number {
    const varint = this.#varint();
    if (varint >= 2) return varint - 2;
    if (varint === 1) return Infinity;
    if (this.left < 8) throw this.invalid('it ends inside a number');
    for (let index = 0; index < 8; index++) doubleBytes[index] = this.#frame[this.#position + index] ?? 0;
    const value = double[0] ?? NaN;
    if (Number.isNaN(value)) throw this.invalid('there is a NaN');
    this.#position += 8;
    return value;
  }

  /** A whole number from 0 to 2^53 - 3. */
  count(): number {
    const at = this.#position;
    const varint = this.#varint();
    if (varint >= 2) return varint - 2;
    throw this.invalid('there is a count that is not a whole number of at least 0', at);
  }

  /** Reads into the first of the words, which must be enough. */
  words(words: Int32Array, count: number): void {
    if (count > FEW_WORDS) {
      new Uint8Array(words.buffer, words.byteOffset, count * 4).set(this.take(count * 4));
      return;
    }
    this.expect(count * 4);
    const frame = this.#frame;
    for (let index = 0; index < count; index++) {
      const at = this.#position;
      words[index] =
        (frame[at] ?? 0) | ((frame[at + 1] ?? 0) << 8) | ((frame[at + 2] ?? 0) << 16) | ((frame[at + 3] ?? 0) << 24);
      this.#position += 4;
    }
  }

  /** Returns the next bytes as a view of the frame. */
  take(bytes: number): Uint8Array {
    this.expect(bytes);
    return this.#frame.subarray(this.#position, (this.#position += bytes));
  }

  /** @param at offset of the error; by default the current position */
  invalid(what: string, at = this.#position): DiscoError {
    const text = `a frame of ${this.#frame.length} bytes is not a message: at byte ${at} ${what}`;
    return new DiscoError('FRAME_INVALID', text);
  }

  /** Checks that this many bytes are left, before memory for them is allocated. */
  expect(bytes: number): void {
    if (bytes > this.left) throw this.invalid(`${bytes} bytes are announced, but only ${this.left} are left`);
  }

  #varint(): number {
    const at = this.#position;
    let value = 0;
    let scale = 1;
    for (let index = 0; index < 8; index++) {
      const byte = this.byte();
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) {
        if (value > Number.MAX_SAFE_INTEGER) break;
        return value;
      }
      scale *= 0x80;
    }
    throw this.invalid('there is a whole number above 2^53', at);
  }
}
