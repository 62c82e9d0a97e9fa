import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { timeAverage, TimeWeightedSum } from '../src/index.js';
import { close } from './naive.js';

/** Steps at whole epochs; several may be at the same epoch. */
const steps = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: -100, max: 100 })), { maxLength: 25 })
  .map((pairs) => [...pairs].sort(([a], [b]) => a - b));

/** Adds up unit by unit of time. */
function naive(pairs: readonly (readonly [number, number])[], from: number, to: number): number | undefined {
  const at = (epoch: number): number | undefined => pairs.filter(([since]) => since <= epoch).at(-1)?.[1];
  if (from === to || at(from) === undefined) return at(from);
  let sum = 0;
  for (let epoch = from; epoch < to; epoch++) sum += at(epoch) ?? NaN;
  return sum / (to - from);
}

describe('an average over time', () => {
  it('weighs each value by how long it held', () => {
    expect(timeAverage([0, 2, 6], [5, 1, 10], 0, 8)).toBeCloseTo((10 + 4 + 20) / 8, 12);
    expect(timeAverage([0, 2, 6], [5, 1, 10], 1, 4)).toBeCloseTo((5 + 2) / 3, 12);
  });

  it('over no time is the value that holds, the last of several', () => {
    expect(timeAverage([0, 2, 2], [5, 1, 10], 2, 2)).toBe(10);
    expect(timeAverage([3], [5], 2, 4)).toBeUndefined();
    expect(timeAverage([], [], 0, 4)).toBeUndefined();
  });

  it('of one value is that value, to the last bit, even if sums could not represent it', () => {
    expect(timeAverage([0, 1, 2], [0.1, 0.1, 0.1], 0, 3)).toBe(0.1);
    expect(timeAverage([0, 1e300], [1e140, 1e140], 0, 1.7e308)).toBe(1e140);
    expect(timeAverage([0], [7], 0, Number.MIN_VALUE)).toBe(7);
  });

  it('is the integral divided by the time', () => {
    const epoch = fc.integer({ min: 0, max: 45 });
    fc.assert(
      fc.property(steps, epoch, epoch, (pairs, a, b) => {
        const [from, to] = [Math.min(a, b), Math.max(a, b)];
        const found = timeAverage(
          pairs.map(([since]) => since),
          pairs.map(([, value]) => value),
          from,
          to,
        );
        const expected = naive(pairs, from, to);
        if (expected === undefined) expect(found).toBeUndefined();
        else expect(close(found, expected, 100)).toBe(true);
      }),
    );
  });
});

describe('a sum over time', () => {
  it('agrees with timeAverage for the same steps, and can be closed in between', () => {
    fc.assert(
      fc.property(steps, fc.integer({ min: 40, max: 60 }), (pairs, end) => {
        fc.pre(pairs.length > 0);
        const sum = new TimeWeightedSum();
        for (const [since, value] of pairs) {
          sum.close(since);
          sum.add(since, value);
        }
        sum.close(end);
        const [[from]] = pairs;
        const expected = naive(pairs, from, end) ?? NaN;
        expect(close(sum.mean, expected, 100)).toBe(true);
        expect(sum.duration).toBe(end - from);
        const all = pairs.map(([, value]) => value);
        expect([sum.minimum, sum.maximum]).toEqual([Math.min(...all), Math.max(...all)]);
      }),
    );
  });

  it('begins with its first value', () => {
    const sum = new TimeWeightedSum();
    expect([sum.mean, sum.minimum, sum.maximum, sum.duration]).toEqual([undefined, undefined, undefined, 0]);
    sum.close(5);
    expect(sum.mean).toBeUndefined();
    sum.add(7, 3);
    expect([sum.mean, sum.duration]).toEqual([3, 0]);
    sum.close(9);
    expect([sum.mean, sum.duration]).toEqual([3, 2]);
  });

  it('refuses values that are out of order or not finite, and is unchanged', () => {
    const sum = new TimeWeightedSum();
    sum.add(4, 1);
    expect(() => sum.add(3, 9)).toThrow('TimeWeightedSum.add: epoch is 3; give a finite number of at least 4');
    expect(() => sum.add(5, NaN)).toThrow('TimeWeightedSum.add: value is NaN');
    expect(() => sum.close(Infinity)).toThrow('TimeWeightedSum.close: epoch is Infinity');
    expect(() => sum.close(NaN)).toThrow('TimeWeightedSum.close: epoch is NaN');
    sum.close(6);
    expect([sum.mean, sum.maximum, sum.duration]).toEqual([1, 1, 2]);
  });
});
