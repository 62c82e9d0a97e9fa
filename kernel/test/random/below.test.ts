import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../src/random/random-stream.js';
import { WordStream } from '../../src/random/word-stream.js';
import { chiSquare } from './draws.js';

describe('below', () => {
  it.each([2, 3, 7, 100, 1000])('gives each number below %d equally often', (n) => {
    const stream = RandomStream.fromState([5, 6, 7, 8]);
    const counts = Array.from({ length: n }, () => 0);
    for (let i = 0; i < 100_000; i++) counts[stream.below(n)]++;
    // n - 1 degrees of freedom: mean n - 1, variance 2 (n - 1).
    expect(chiSquare(counts)).toBeLessThan(n - 1 + 4 * Math.sqrt(2 * (n - 1)));
  });

  it('redraws if the lower half of the product would bias the result', () => {
    const n = 3 * 2 ** 30;
    expect(new Script([0, 2 ** 32 - 1]).below(n)).toBe(n - 1);
    expect(new Script([0, 2 ** 32 - 1]).below(3)).toBe(2);
    expect(new Script([429_496_730, 2 ** 31 + 1]).below(10)).toBe(5);
    expect(new Script([1]).below(10)).toBe(0);
  });

  it('is the upper half of the product of draw and bound, exactly', () => {
    const word = fc.integer({ min: 0, max: 2 ** 32 - 1 });
    const bound = fc.integer({ min: 1, max: 2 ** 32 });
    fc.assert(
      fc.property(word, bound, (draw, n) => {
        const product = BigInt(draw) * BigInt(n);
        const redrawn = (product & 0xffff_ffffn) < (1n << 32n) % BigInt(n);
        const stream = new Script([draw, 2 ** 32 - 1]);
        expect(stream.below(n)).toBe(redrawn ? n - 1 : Number(product >> 32n));
      }),
      { numRuns: 2000 },
    );
  });

  it('uses every draw unchanged for 2^32, and gives 0 for 1', () => {
    const stream = new Script([0, 12345, 2 ** 32 - 1]);
    expect([stream.below(2 ** 32), stream.below(2 ** 32), stream.below(2 ** 32)]).toEqual([0, 12345, 2 ** 32 - 1]);
    expect(new Script([2 ** 32 - 1]).below(1)).toBe(0);
  });

  it.each([0, -1, 1.5, NaN, Infinity, 2 ** 32 + 1])('refuses %d', (n) => {
    const refusal = { code: 'ARGUMENT_INVALID' };
    expect(() => RandomStream.fromState([1, 2, 3, 4]).below(n)).toThrow(expect.objectContaining(refusal));
  });
});

/** A stream with prescribed draws. */
class Script extends WordStream {
  constructor(private readonly words: number[]) {
    super();
  }

  override uint32(): number {
    const word = this.words.shift();
    if (word === undefined) throw new Error('drawn too often');
    return word;
  }
}
