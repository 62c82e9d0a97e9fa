import { avalanche } from '../digest/mixer.js';

/** Four unsigned 32-bit words. */
export type FourWords = readonly [number, number, number, number];

const C1 = 0x239b961b;
const C2 = 0xab0e9789;
const C3 = 0x38b34ae5;
const C4 = 0xa1e38b93;

/**
 * MurmurHash3_x86_128 by Austin Appleby (public domain, https://github.com/aappleby/smhasher): 128 well spread bits for
 * any bytes. Not cryptographic: collisions can be constructed.
 *
 * @param bytes what to hash
 * @param seed an unsigned 32-bit word; a different seed gives an unrelated hash
 * @returns the words in the order in which the reference implementation writes them
 */
export function murmur3(bytes: Uint8Array, seed = 0): FourWords {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tail = bytes.length - (bytes.length % 16);
  let h1 = seed;
  let h2 = seed;
  let h3 = seed;
  let h4 = seed;

  for (let at = 0; at < tail; at += 16) {
    h1 ^= spread(view.getInt32(at, true), C1, 15, C2);
    h1 = (Math.imul(rotate(h1, 19) + h2, 5) + 0x561ccd1b) | 0;
    h2 ^= spread(view.getInt32(at + 4, true), C2, 16, C3);
    h2 = (Math.imul(rotate(h2, 17) + h3, 5) + 0x0bcaa747) | 0;
    h3 ^= spread(view.getInt32(at + 8, true), C3, 17, C4);
    h3 = (Math.imul(rotate(h3, 15) + h4, 5) + 0x96cd1c35) | 0;
    h4 ^= spread(view.getInt32(at + 12, true), C4, 18, C1);
    h4 = (Math.imul(rotate(h4, 13) + h1, 5) + 0x32ac3b17) | 0;
  }

  // A tail word without bytes is 0 and spreads to 0, so it leaves its lane unchanged.
  h4 ^= spread(tailWord(bytes, tail + 12), C4, 18, C1);
  h3 ^= spread(tailWord(bytes, tail + 8), C3, 17, C4);
  h2 ^= spread(tailWord(bytes, tail + 4), C2, 16, C3);
  h1 ^= spread(tailWord(bytes, tail), C1, 15, C2);

  return mixed(h1 ^ bytes.length, h2 ^ bytes.length, h3 ^ bytes.length, h4 ^ bytes.length);
}

function mixed(h1: number, h2: number, h3: number, h4: number): FourWords {
  const sum = (h1 + h2 + h3 + h4) | 0;
  const f1 = avalanche(sum);
  const f2 = avalanche((h2 + sum) | 0);
  const f3 = avalanche((h3 + sum) | 0);
  const f4 = avalanche((h4 + sum) | 0);
  const total = (f1 + f2 + f3 + f4) | 0;
  return [total >>> 0, (f2 + total) >>> 0, (f3 + total) >>> 0, (f4 + total) >>> 0];
}

function tailWord(bytes: Uint8Array, from: number): number {
  let word = 0;
  for (let at = Math.min(from + 4, bytes.length) - 1; at >= from; at--) word = (word << 8) | bytes[at];
  return word;
}

function spread(word: number, before: number, turn: number, after: number): number {
  return Math.imul(rotate(Math.imul(word, before), turn), after);
}

function rotate(word: number, turn: number): number {
  return (word << turn) | (word >>> (32 - turn));
}
