import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { meanInterval, ratioPseudoValues } from '../src/index.js';
import { stream } from './naive.js';

const value = fc.double({ min: -1e3, max: 1e3, noNaN: true });
const positive = fc.double({ min: 0.1, max: 1e3, noNaN: true });
const sample = fc.array(fc.tuple(value, positive), { minLength: 2, maxLength: 12 });

function sum(values: readonly number[]): number {
  return values.reduce((total, one) => total + one, 0);
}

describe('pseudo-values of a ratio', () => {
  it('are n R - (n - 1) times R without one replication', () => {
    fc.assert(
      fc.property(sample, (pairs) => {
        const [above, below] = [0, 1].map((at) => pairs.map((pair) => pair[at]));
        const ratio = sum(above) / sum(below);
        const expected = pairs.map((_, left) => {
          const rest = [above, below].map((values) => sum(values.filter((__, at) => at !== left)));
          return pairs.length * ratio - (pairs.length - 1) * (rest[0] / rest[1]);
        });
        const found = ratioPseudoValues(above, below);
        const size = Math.max(1, ...expected.map(Math.abs));
        found.forEach((one, at) => expect(Math.abs(one - expected[at]) / size).toBeLessThan(1e-6));
        expect(found).toHaveLength(pairs.length);
      }),
    );
  });

  it('are the ratio if all have the same, and the values if all denominators are 1', () => {
    expect(ratioPseudoValues([1, 2, 4], [2, 4, 8])).toEqual([0.5, 0.5, 0.5]);
    const found = ratioPseudoValues([1, 2, 4], [1, 1, 1]);
    found.forEach((one, at) => expect(one).toBeCloseTo([1, 2, 4][at], 12));
    expect(ratioPseudoValues([3], [6])).toEqual([0.5]);
  });

  it('do not exist if the sum of the denominators is 0', () => {
    for (const below of [[0, 0], [1, 0], [1, -1], []]) expect(ratioPseudoValues(below, below)).toEqual([]);
    expect(ratioPseudoValues([1, 0, 2], [2, 0, 4])).toHaveLength(3);
  });

  it('refuse values that are not numbers, and series of different lengths', () => {
    expect(() => ratioPseudoValues([NaN], [1])).toThrow('ratioPseudoValues: numerators[0] is NaN');
    expect(() => ratioPseudoValues([1], [1e300])).toThrow('ratioPseudoValues: denominators[0] is 1e+300');
    expect(() => ratioPseudoValues([1, 2], [1])).toThrow('give the length of numerators, 2');
  });

  it('have intervals that cover the ratio of the means, unlike those of individual ratios', () => {
    let [jackknife, single] = [0, 0];
    const rounds = 400;
    for (let round = 0; round < rounds; round++) {
      const random = stream(`ratio ${round}`);
      const below = Array.from({ length: 30 }, () => 1 - 10 * Math.log(1 - random.uniform()));
      // Of more customers, a smaller share is served: 8 of the 11 that arrive on average.
      const above = below.map((all) => 0.5 * all + 2.5 + (random.uniform() - 0.5));
      const covers = (values: readonly number[]): boolean => {
        const { lower = NaN, upper = NaN } = meanInterval(values);
        return lower <= 8 / 11 && upper >= 8 / 11;
      };
      if (covers(ratioPseudoValues(above, below))) jackknife += 1;
      if (covers(above.map((one, at) => one / below[at]))) single += 1;
    }
    expect(jackknife / rounds).toBeGreaterThan(0.9);
    expect(single / rounds).toBeLessThan(0.1);
  });
});
