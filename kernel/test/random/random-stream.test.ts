import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RandomStream, type RandomState } from '../../src/random/random-stream.js';
import { chiSquare, draws } from './draws.js';

describe('RandomStream', () => {
  it('gives the published draws of xoshiro128** 1.1', () => {
    expect(draws(10, RandomStream.fromState([1, 2, 3, 4]))).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
    ]);
  });

  it('follows the reference step from any state', () => {
    fc.assert(
      fc.property(state(), (words) => {
        expect(draws(20, RandomStream.fromState(words))).toEqual(reference(words, 20));
      }),
    );
  });

  it('continues from a saved state', () => {
    const stream = RandomStream.fromState([1, 2, 3, 4]);
    draws(1000, stream);
    const kept = stream.state();
    const rest = draws(10, stream);
    expect(draws(10, RandomStream.fromState(kept))).toEqual(rest);
  });

  it.each([[[0, 0, 0, 0]], [[-1, 0, 0, 1]], [[1, 2, 3, 2 ** 32]], [[1, 2, 3, 0.5]], [[1, 2, 3]]])(
    'refuses the state %j',
    (words) => {
      const refusal = { code: 'ARGUMENT_INVALID' };
      expect(() => RandomStream.fromState(words as unknown as RandomState)).toThrow(expect.objectContaining(refusal));
    },
  );

  it('makes uniform numbers of 53 bits from two draws', () => {
    fc.assert(
      fc.property(state(), (words) => {
        const [high, low] = reference(words, 2);
        const exact = (BigInt(high >>> 5) << 26n) | BigInt(low >>> 6);
        expect(RandomStream.fromState(words).uniform()).toBe(Number(exact) / 2 ** 53);
      }),
    );
  });

  it('spreads its bytes evenly', () => {
    const stream = RandomStream.fromState([1, 2, 3, 4]);
    draws(20, stream);
    const counts = Array.from({ length: 4 }, () => Array.from({ length: 256 }, () => 0));
    for (let i = 0; i < 100_000; i++) {
      const word = stream.uint32();
      counts.forEach((lane, at) => lane[(word >>> (8 * at)) & 255]++);
    }
    // 255 degrees of freedom: mean 255, deviation 22.6; 350 is about 4 deviations up.
    for (const lane of counts) expect(chiSquare(lane)).toBeLessThan(350);
  });
});

function state(): fc.Arbitrary<RandomState> {
  const word = fc.integer({ min: 0, max: 2 ** 32 - 1 });
  return fc.tuple(word, word, word, word).filter((words) => words.some((each) => each !== 0));
}

/** The step as in the paper, on bigints, so that it does not share JavaScript's rules of 32-bit arithmetic. */
function reference(start: RandomState, count: number): number[] {
  const mask = 0xffff_ffffn;
  const rotate = (word: bigint, turn: bigint): bigint => ((word << turn) | (word >> (32n - turn))) & mask;
  const s = start.map(BigInt);
  return Array.from({ length: count }, () => {
    const result = (rotate((s[1] * 5n) & mask, 7n) * 9n) & mask;
    const t = (s[1] << 9n) & mask;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotate(s[3], 11n);
    return Number(result);
  });
}
