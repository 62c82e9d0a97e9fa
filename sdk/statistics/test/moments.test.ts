import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WeightedMoments } from '../src/weighted-moments.js';
import { MomentSum, summary } from '../src/index.js';
import { close, twoPass, values } from './naive.js';
import { datasets } from './nist.js';

function sumOf(series: Iterable<number>): MomentSum {
  const sum = new MomentSum();
  for (const value of series) sum.add(value);
  return sum;
}

describe.each(datasets)('of $name', ({ values: certified, mean, deviation, digits }) => {
  it('mean and deviation are as certified', () => {
    const found = summary(certified);
    expect(found.count).toBe(certified.length);
    expect(Math.abs((found.mean ?? NaN) / mean - 1)).toBeLessThan(1e-15);
    expect(Math.abs((found.deviation ?? NaN) / deviation - 1)).toBeLessThan(10 ** -digits);
  });
});

describe('a sum of moments', () => {
  it('has no figures without values, and no deviation with one', () => {
    const none = { count: 0, mean: undefined, deviation: undefined, minimum: undefined, maximum: undefined };
    expect(summary([])).toEqual(none);
    expect(summary([-7])).toEqual({ count: 1, mean: -7, deviation: undefined, minimum: -7, maximum: -7 });
    expect(new MomentSum().variance).toBeUndefined();
  });

  it('of equal values has that value as its mean, to the last bit, and no deviation', () => {
    expect(summary(new Float64Array(999).fill(0.1))).toMatchObject({ mean: 0.1, deviation: 0 });
  });

  it('is finite up to the limit, and refuses values beyond it without a change', () => {
    const sum = sumOf([1e140, -1e140, 1e140, -1e140]);
    expect(sum.mean).toBeCloseTo(0, 0);
    expect(sum.deviation).toBeCloseTo(1e140 * Math.sqrt(4 / 3), -130);
    for (const value of [NaN, Infinity, -Infinity, 1.1e140]) {
      expect(() => sum.add(value)).toThrow(`MomentSum.add: value is ${value}; give a number from -1e+140 to 1e+140`);
    }
    expect(sum.count).toBe(4);
  });

  it('agrees with a two-pass computation', () => {
    fc.assert(
      fc.property(values(2), (series) => {
        const { mean, squares } = twoPass(series);
        const found = sumOf(series);
        const size = Math.max(...series.map(Math.abs));
        expect(close(found.mean, mean, size)).toBe(true);
        expect(close(found.variance, squares / (series.length - 1), size ** 2)).toBe(true);
        expect([found.minimum, found.maximum]).toEqual([Math.min(...series), Math.max(...series)]);
      }),
    );
  });

  it('that was merged is as if all values had been added one by one', () => {
    fc.assert(
      fc.property(values(0), values(0), (a, b) => {
        const merged = sumOf(a);
        const other = sumOf(b);
        merged.merge(other);
        const all = sumOf([...a, ...b]);
        const size = Math.max(0, ...a.map(Math.abs), ...b.map(Math.abs));
        expect([merged.count, merged.minimum, merged.maximum]).toEqual([all.count, all.minimum, all.maximum]);
        if (all.mean === undefined) expect(merged.mean).toBeUndefined();
        else expect(close(merged.mean, all.mean, size)).toBe(true);
        if (all.variance === undefined) expect(merged.variance).toBeUndefined();
        else expect(close(merged.variance, all.variance, size ** 2)).toBe(true);
        expect(other.count).toBe(b.length);
      }),
    );
  });

  it('can be merged with itself', () => {
    const sum = sumOf([1, 3]);
    sum.merge(sum);
    expect([sum.count, sum.mean, sum.variance]).toEqual([4, 2, 4 / 3]);
  });
});

describe('weighted moments', () => {
  it('are those of repeated values', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: 1, max: 9 }))), (pairs) => {
        fc.pre(pairs.length > 0);
        const moments = new WeightedMoments();
        for (const [value, weight] of pairs) moments.weigh(value, weight);
        const { mean, squares } = twoPass(pairs.flatMap(([value, weight]) => Array<number>(weight).fill(value)));
        expect(close(moments.mean, mean, 50)).toBe(true);
        expect(close((moments.deviation ?? NaN) ** 2, squares / moments.weight, 2500)).toBe(true);
      }),
    );
  });

  it('have a deviation of 0, not of NaN, if rounding makes squares negative', () => {
    // 0.1 · 3 / 3 is more than 0.1, so that the only step makes squares slightly negative.
    const moments = new WeightedMoments();
    moments.weigh(0.1, 3);
    expect(moments.deviation).toBe(0);
  });

  it('propagate values that are not finite', () => {
    const moments = new WeightedMoments();
    moments.weigh(NaN, 1);
    expect([moments.mean, moments.deviation, moments.minimum]).toEqual([NaN, NaN, undefined]);
  });
});
