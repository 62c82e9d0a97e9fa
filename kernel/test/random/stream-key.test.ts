import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { murmur3 } from '../../src/random/murmur3.js';
import { neverZero, streamKey } from '../../src/random/stream-key.js';

describe('streamKey', () => {
  it('distinguishes tuples whose parts look the same only when joined', () => {
    const keys = [
      streamKey(1, 2, 'ab', 'c'),
      streamKey(1, 2, 'a', 'bc'),
      streamKey(1, 2, 'abc', ''),
      streamKey(1, 2, '', 'abc'),
      streamKey(2, 1, 'ab', 'c'),
      streamKey(1, 2, 'ab', 'c\0'),
      streamKey(1, 2 ** 32 + 2, 'ab', 'c'),
      streamKey(2 ** 53 - 1, 2, 'ab', 'c'),
      streamKey(1, 2, '\ud800', ''),
      streamKey(1, 2, '\ud801', ''),
    ];
    expect(new Set(keys.map(String)).size).toBe(keys.length);
  });

  it('hashes the numbers as eight bytes each and the strings with their lengths, all little-endian', () => {
    const numbers = [2, 1, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 1, 0, 0, 0];
    const texts = [2, 0, 0, 0, 97, 0, 0xa9, 0x03, 1, 0, 0, 0, 98, 0];
    expect(streamKey(258, 2 ** 32 + 3, 'a\u03a9', 'b')).toEqual(murmur3(Uint8Array.from([...numbers, ...texts])));
  });

  it('depends on every part and gives four unsigned words that are not all zero', () => {
    const seed = fc.maxSafeNat();
    const tuple = fc.tuple(seed, seed, fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }));
    fc.assert(
      fc.property(tuple, tuple, (one, other) => {
        const key = streamKey(...one);
        expect(key.every((word) => word >>> 0 === word)).toBe(true);
        expect(key.some((word) => word !== 0)).toBe(true);
        expect(streamKey(...one)).toEqual(key);
        fc.pre(one.some((part, index) => part !== other[index]));
        expect(streamKey(...other)).not.toEqual(key);
      }),
    );
  });

  // Pinned, because changing them in a release would change the results of every model.
  it('keeps its keys from release to release', () => {
    expect([streamKey(0, 0, '', ''), streamKey(2026, 3, 'warehouse/north', 'demand')]).toMatchInlineSnapshot(`
      [
        [
          3904940702,
          2204276912,
          1685340012,
          2081173089,
        ],
        [
          2452126354,
          2466946696,
          203636852,
          1385235217,
        ],
      ]
    `);
  });

  it('replaces the state that xoshiro128** cannot leave', () => {
    expect(neverZero([0, 0, 0, 0])).toEqual([1, 0, 0, 0]);
    expect(neverZero([0, 0, 7, 0])).toEqual([0, 0, 7, 0]);
  });

  it.each([-1, 0.5, NaN, Infinity, 2 ** 53])('refuses the seed %d', (seed) => {
    const refusal = { code: 'SEED_INVALID' };
    expect(() => streamKey(seed, 0, 'a', '')).toThrow(expect.objectContaining(refusal));
    expect(() => streamKey(0, seed, 'a', '')).toThrow(/^replication is .*; give a whole number/);
  });
});
