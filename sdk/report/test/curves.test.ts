import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { curveOf } from '../src/figures/curves.js';
import { StepBins, MeanBins } from '../src/figures/time-bins.js';

describe('averages in time bins', () => {
  test('weight held values by how long they hold', () => {
    const bins = new StepBins(4, 8);
    bins.add(1, 10);
    bins.add(3, 20);
    bins.add(3, 30);
    bins.add(7, 0);
    expect([...bins.averages()]).toEqual([10, 20, 30, 15]);
  });

  test('of held values add up to the average over the whole time', () => {
    const record = fc.tuple(fc.double({ min: 0, max: 10, noNaN: true }), fc.integer({ min: -100, max: 100 }));
    fc.assert(
      fc.property(
        fc.array(record, { minLength: 1, maxLength: 20 }),
        fc.integer({ min: 1, max: 40 }),
        (records, count) => {
          const sorted = [[0, 5] as [number, number], ...records].sort((a, b) => a[0] - b[0]);
          const bins = new StepBins(count, 10);
          let integral = 0;
          for (const [at, [epoch, value]] of sorted.entries()) {
            bins.add(epoch, value);
            integral += value * ((sorted[at + 1]?.[0] ?? 10) - epoch);
          }
          const sum = bins.averages().reduce((total, average) => total + average * (10 / count), 0);
          expect(sum).toBeCloseTo(integral, 6);
        },
      ),
    );
  });

  test('are NaN before the first value', () => {
    const bins = new StepBins(2, 2);
    bins.add(1.5, 7);
    expect([...bins.averages()]).toEqual([NaN, 7]);
  });

  test('of separate observations are plain means', () => {
    const bins = new MeanBins(3, 3);
    for (const [epoch, value] of [
      [0, 1],
      [0.5, 3],
      [3, 9],
    ])
      bins.add(epoch, value);
    expect([...bins.averages()]).toEqual([2, NaN, 9]);
  });
});

test('a curve has the mean and the 5 % and 95 % quantiles of its samples where at least one is known', () => {
  const samples = Array.from({ length: 21 }, (_, at) => [at, NaN]);
  expect(curveOf([...samples, [NaN, NaN]], (point) => point * 2)).toEqual([{ x: 0, mean: 10, low: 1, high: 19 }]);
});
