import { describe, expect, it } from 'vitest';
import { murmur3 } from '../../src/random/murmur3.js';

describe('murmur3', () => {
  it("has SMHasher's verification value", () => {
    // The procedure of SMHasher: hash the keys {}, {0}, {0, 1}, … with the seeds 256, 255, …, then hash all the hashes.
    const hashes = new Uint8Array(256 * 16);
    for (let length = 0; length < 256; length++) {
      const key = Uint8Array.from({ length }, (_, index) => index);
      hashes.set(littleEndian(murmur3(key, 256 - length)), length * 16);
    }
    expect(murmur3(hashes)[0]).toBe(0xb3ece62a);
  });

  it.each([
    ['', '00000000000000000000000000000000'],
    ['H', 'f69feb5df45637a0f45637a0f45637a0'],
    ['Hello', '2360ae465e6336c6ad45b3f4ad45b3f4'],
    ['Hello Wor', '107e2665706ff8b8eb00bf34e910bf63'],
    ['Hello World! He', '784f7f08ab145b43cf27d08dc5413b50'],
    ['Hello World! Hel', '82475db0161f88d8850474822a76794a'],
    ['Hello World! Hello Worl', 'a6ab4d82ed6fbf3f627af123264aa386'],
    ['Hello World! Hello World! Hello ', '4855a598c76f875e7760fe307dcc7b58'],
  ])('hashes %j as other implementations do', (text, hash) => {
    expect(hex(murmur3(new TextEncoder().encode(text)))).toBe(hash);
  });

  it('reads a view inside a larger buffer', () => {
    const bytes = new TextEncoder().encode('..Hello World! He..');
    expect(hex(murmur3(bytes.subarray(2, 17)))).toBe('784f7f08ab145b43cf27d08dc5413b50');
  });
});

function littleEndian(words: readonly number[]): Uint8Array {
  return Uint8Array.from(words.flatMap((word) => [word, word >>> 8, word >>> 16, word >>> 24]));
}

function hex(words: readonly number[]): string {
  return words.map((word) => word.toString(16).padStart(8, '0')).join('');
}
