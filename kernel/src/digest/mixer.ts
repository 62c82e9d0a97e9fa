/**
 * Mixes pairs of words into two 32-bit lanes, one word per lane, and then swaps the lanes: two pairs later, each word
 * has reached both. For given words a step is one-to-one in the lanes, and the order matters. Fast and well spread; not
 * cryptographic.
 */
export class Mixer {
  high = 0;
  low = 0;

  pair(first: number, second: number): void {
    const { high, low } = this;
    // The constant keeps zero words from leaving zero lanes unchanged.
    const h = (Math.imul(high ^ first, 0x85ebca6b) + 0x52dce729) | 0;
    const l = Math.imul((low ^ second) + high, 0xc2b2ae35);
    this.high = l ^ (l >>> 13);
    this.low = h ^ (h >>> 15);
  }

  /** Mixes in a double; -0 counts as 0, and all NaNs are the same. */
  double(value: number): void {
    DOUBLE[0] = value === value ? value + 0 : NaN;
    this.pair(WORDS[0], WORDS[1]);
  }

  /** Mixes in each element as `double` does. */
  doubles(values: Float64Array | Float32Array): void {
    // Index loops, as iterators take several times as long.
    for (let i = 0; i < values.length; i++) this.double(values[i]);
  }

  /** Mixes in each byte of each word, the lowest first. */
  wordBytes(words: Int32Array | Uint32Array): void {
    for (let i = 0; i < words.length; i++) {
      const word = words[i];
      this.pair(word & 0xff, 0);
      this.pair((word >>> 8) & 0xff, 0);
      this.pair((word >>> 16) & 0xff, 0);
      this.pair(word >>> 24, 0);
    }
  }

  bytes(bytes: Uint8Array): void {
    for (let i = 0; i < bytes.length; i++) this.pair(bytes[i], 0);
  }

  /** Mixes in the length and the UTF-16 code units; past the end, NaN counts as 0. */
  text(text: string): void {
    this.pair(text.length, 0);
    for (let i = 0; i < text.length; i += 2) this.pair(text.charCodeAt(i), text.charCodeAt(i + 1));
  }
}

/** Spreads every bit of a word over the whole word: the final step of MurmurHash3 (A. Appleby, public domain). */
export function avalanche(word: number): number {
  let h = word ^ (word >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return h ^ (h >>> 16);
}

const DOUBLE = new Float64Array(1);
/** Little-endian on every platform that Node runs on, so the low word is first. */
const WORDS = new Int32Array(DOUBLE.buffer);
