/**
 * Two 32-bit lanes that take words in, after MurmurHash3 (A. Appleby, public domain): each lane mixes the word with
 * constants of its own, and the second takes in the first. Fast and well spread; no protection against an adversary.
 */
export class Mixer {
  high = 0;
  low = 0;

  word(word: number): void {
    let k = Math.imul(word, 0xcc9e2d51);
    k = (k << 15) | (k >>> 17);
    let h = this.high ^ Math.imul(k, 0x1b873593);
    h = (h << 13) | (h >>> 19);
    h = (Math.imul(h, 5) + 0xe6546b64) | 0;
    this.high = h;
    k = Math.imul(word, 0xab0e9789);
    k = (k << 17) | (k >>> 15);
    let g = this.low ^ Math.imul(k, 0x38b34ae5);
    g = (g << 16) | (g >>> 16);
    this.low = (Math.imul(g + h, 5) + 0x0bcaa747) | 0;
  }

  /** Takes in a double as its two words; -0 counts as 0, and every NaN is the same. */
  double(value: number): void {
    DOUBLE[0] = value === value ? value + 0 : NaN;
    this.word(WORDS[0]);
    this.word(WORDS[1]);
  }

  /** Takes in the length and the UTF-16 code units. */
  text(text: string): void {
    this.word(text.length);
    for (let i = 0; i < text.length; i++) this.word(text.charCodeAt(i));
  }
}

/** Spreads every bit of a word over the whole word. */
export function avalanche(word: number): number {
  let h = word ^ (word >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return h ^ (h >>> 16);
}

const DOUBLE = new Float64Array(1);
/** Little-endian on every platform that Node runs on; index 0 is the low word. */
const WORDS = new Int32Array(DOUBLE.buffer);
