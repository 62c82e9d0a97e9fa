import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quantile } from '../src/index.js';
import { values } from './naive.js';

/** Miles per gallon of `mtcars`, which is part of R. */
const MPG = [
  21, 21, 22.8, 21.4, 18.7, 18.1, 14.3, 24.4, 22.8, 19.2, 17.8, 16.4, 17.3, 15.2, 10.4, 10.4, 14.7, 32.4, 30.4, 33.9,
  21.5, 15.5, 15.2, 13.3, 19.2, 27.3, 26, 30.4, 15.8, 19.7, 15, 21.4,
];
const share = fc.double({ min: 0, max: 1, noNaN: true });

describe('a quantile', () => {
  it('agrees with R and NumPy', () => {
    // R: quantile(mtcars$mpg) and quantile(1:10).
    expect([0, 0.25, 0.5, 0.75, 1].map((p) => quantile(MPG, p))).toEqual([10.4, 15.425, 19.2, 22.8, 33.9]);
    expect([0, 0.25, 0.5, 0.75, 1].map((p) => quantile([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], p))).toEqual([
      1, 3.25, 5.5, 7.75, 10,
    ]);
    // NumPy: the example of numpy.percentile.
    expect(quantile([10, 7, 4, 3, 2, 1], 0.5)).toBe(3.5);
    expect(quantile([1, 3, 4, 10], 0.1)).toBeCloseTo(1.6, 12);
  });

  it('does not modify the values, and needs at least one', () => {
    const series = [3, 1, 2];
    expect(quantile(series, 0.5)).toBe(2);
    expect(series).toEqual([3, 1, 2]);
    expect(quantile([], 0.5)).toBeUndefined();
    expect(quantile([7], 0.3)).toBe(7);
    expect(quantile([-1e140, 1e140], 0.5)).toBe(0);
  });

  it('increases with p, from the minimum to the maximum, and does not depend on the order', () => {
    fc.assert(
      fc.property(values(1), share, share, (series, a, b) => {
        const [low = NaN, high = NaN] = [Math.min(a, b), Math.max(a, b)].map((p) => quantile(series, p));
        expect(low).toBeLessThanOrEqual(high);
        expect(low).toBeGreaterThanOrEqual(quantile(series, 0) ?? NaN);
        expect(high).toBeLessThanOrEqual(quantile(series, 1) ?? NaN);
        expect(quantile([...series].reverse(), a)).toBe(quantile(series, a));
        expect([quantile(series, 0), quantile(series, 1)]).toEqual([Math.min(...series), Math.max(...series)]);
      }),
    );
  });

  it('has the i-th value at p = i / (n - 1)', () => {
    fc.assert(
      fc.property(values(2), (series) => {
        const sorted = [...series].sort((a, b) => a - b);
        sorted.forEach((value, index) => {
          expect(quantile(series, index / (sorted.length - 1))).toBeCloseTo(value, 6);
        });
      }),
    );
  });
});
