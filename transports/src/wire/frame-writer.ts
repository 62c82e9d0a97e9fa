import { DiscoError } from '@disco-engine/kernel';

/**
 * A double and its bytes in this machine's byte order; `MessageCodec` ensures that it is the byte order of the wire.
 */
const double = new Float64Array(1);
const doubleBytes = new Uint8Array(double.buffer);

/** Up to this number, creating a view costs more than writing the words one by one. */
export const FEW_WORDS = 20;

/** Size of the longest number that `number` writes. */
const NUMBER_BYTES = 9;

/** Writes one frame after another into its own memory, which grows up to a limit. */
export class FrameWriter {
  #bytes: Uint8Array;
  #position = 0;

  constructor(private readonly maxBytes: number) {
    this.#bytes = new Uint8Array(Math.min(maxBytes, 4096));
  }

  begin(): void {
    this.#position = 0;
  }

  /** The bytes written since `begin`; valid until the next `begin`. */
  written(): Uint8Array {
    return this.#bytes.subarray(0, this.#position);
  }

  byte(value: number): void {
    this.#reserve(1);
    this.#bytes[this.#position++] = value;
  }

  /** Writes any double. Short for small whole numbers of at least 0, and for Infinity. */
  number(value: number): void {
    this.#reserve(NUMBER_BYTES);
    if (value === Infinity) this.#varint(1);
    else if (Number.isInteger(value) && value >= 0 && value <= Number.MAX_SAFE_INTEGER - 2) this.#varint(value + 2);
    else {
      this.#varint(0);
      double[0] = value;
      this.#bytes.set(doubleBytes, this.#position);
      this.#position += 8;
    }
  }

  /** Writes the first `count` words. */
  words(words: Int32Array, count: number): void {
    if (count > FEW_WORDS) {
      this.bytes(new Uint8Array(words.buffer, words.byteOffset, count * 4));
      return;
    }
    this.#reserve(count * 4);
    const bytes = this.#bytes;
    for (let index = 0; index < count; index++) {
      const word = words[index] ?? 0;
      bytes[this.#position++] = word;
      bytes[this.#position++] = word >> 8;
      bytes[this.#position++] = word >> 16;
      bytes[this.#position++] = word >> 24;
    }
  }

  bytes(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#position);
    this.#position += bytes.length;
  }

  #varint(value: number): void {
    let rest = value;
    while (rest >= 0x80) {
      this.#bytes[this.#position++] = (rest % 0x80) | 0x80;
      rest = Math.floor(rest / 0x80);
    }
    this.#bytes[this.#position++] = rest;
  }

  #reserve(more: number): void {
    const needed = this.#position + more;
    if (needed <= this.#bytes.length) return;
    // Most numbers are short, so reserving for the longest one may slightly exceed what is finally written.
    if (needed > this.maxBytes + NUMBER_BYTES) throw tooLarge('bytes', needed, 'maxFrameBytes', this.maxBytes);
    const grown = new Uint8Array(Math.min(this.maxBytes + NUMBER_BYTES, Math.max(needed, 2 * this.#bytes.length)));
    grown.set(this.#bytes.subarray(0, this.#position));
    this.#bytes = grown;
  }

  /** @throws DiscoError `FRAME_TOO_LARGE` */
  end(): Uint8Array {
    if (this.#position > this.maxBytes) throw tooLarge('bytes', this.#position, 'maxFrameBytes', this.maxBytes);
    return this.written();
  }
}

/** The error for a message that exceeds a limit. */
export function tooLarge(unit: string, size: number, limit: string, most: number): DiscoError {
  return new DiscoError(
    'FRAME_TOO_LARGE',
    `a message takes at least ${size} ${unit}, but ${limit} is ${most}; send smaller payloads, or raise the limit on every worker`,
  );
}
