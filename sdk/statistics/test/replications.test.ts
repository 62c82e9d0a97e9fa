import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { meanInterval, replicationsNeeded, sequentialStop, summary } from '../src/index.js';
import { studentQuantile } from '../src/student-quantile.js';
import { stream, values } from './naive.js';

const DELAYS = [1.2, 1.5, 1.68, 1.89, 0.95, 1.49, 1.58, 1.55, 0.5, 1.09];

/** Counts up from the least number. */
function naive(series: readonly number[], relative: number, confidence: number, minimum: number): number {
  const { mean = NaN, deviation = NaN } = summary(series);
  const target = (Math.abs(mean) * relative) / (1 + relative);
  let needed = Math.max(series.length, minimum);
  while ((studentQuantile(confidence, needed - 1) * deviation) / Math.sqrt(needed) > target) needed += 1;
  return needed;
}

const precisions = fc.record({
  relative: fc.double({ min: 0.05, max: 0.9, noNaN: true }),
  confidence: fc.constantFrom(0.5, 0.9, 0.95, 0.999),
  minimum: fc.integer({ min: 2, max: 30 }),
});

describe('how many replications are needed', () => {
  it('is as the formula of Law has it', () => {
    // Mean 1.34, deviation 0.41: at γ = 0.1 the half-width must be 0.122, and 1.645 · 0.41 / 0.122 is 5.5.
    expect(replicationsNeeded(DELAYS, { relative: 0.1, confidence: 0.9 })).toBe(naive(DELAYS, 0.1, 0.9, 10));
    expect(replicationsNeeded(DELAYS, { relative: 0.1, confidence: 0.9 })).toBe(33);
  });

  it('is the least number that is enough', () => {
    const tame = fc.array(fc.double({ min: 1, max: 9, noNaN: true }), { minLength: 2, maxLength: 40 });
    fc.assert(
      fc.property(tame, precisions, (series, precision) => {
        const { relative, confidence, minimum } = precision;
        expect(replicationsNeeded(series, precision)).toBe(naive(series, relative, confidence, minimum));
      }),
    );
  });

  it('is known as fast where it is millions', () => {
    const needed = replicationsNeeded([9, 10, 11], { relative: 1e-4 }) ?? NaN;
    // (1.96 · 1 · (1 + γ) / (10 γ))²
    expect(Math.abs(needed / ((1.959964 * 1.0001) / 1e-3) ** 2 - 1)).toBeLessThan(1e-5);
    expect(replicationsNeeded([9, 10, 11], { relative: 1e-6 })).toBeGreaterThan(3e10);
  });

  it('is unknown with less than two values, and where no number is enough', () => {
    expect(replicationsNeeded([], { relative: 0.1 })).toBeUndefined();
    expect(replicationsNeeded([1], { relative: 0.1 })).toBeUndefined();
    expect(replicationsNeeded([-1, 1], { relative: 0.1 })).toBeUndefined();
    expect(replicationsNeeded([-1, 1 + 1e-9], { relative: 0.1 })).toBeUndefined();
    expect(replicationsNeeded([1e140, -1e139], { relative: Number.MIN_VALUE })).toBeUndefined();
  });

  it('is the least number allowed where the values do not vary', () => {
    expect(replicationsNeeded([5, 5], { relative: 0.1 })).toBe(10);
    expect(replicationsNeeded([0, 0, 0], { relative: 0.1, minimum: 2 })).toBe(3);
  });
});

describe('the sequential stop', () => {
  it('stops exactly where as many as there are, are needed', () => {
    fc.assert(
      fc.property(values(0), precisions, (series, precision) => {
        const { stop, interval, needed } = sequentialStop(series, precision);
        expect(interval).toEqual(meanInterval(series, precision.confidence));
        expect(needed).toBe(replicationsNeeded(series, precision));
        expect(stop).toBe(needed === series.length);
      }),
    );
  });

  it('ends an experiment with the precision that was asked for, not before and hardly after', () => {
    const random = stream('sequential');
    const precision = { relative: 0.05, minimum: 5 };
    const series: number[] = [];
    while (!sequentialStop(series, precision).stop) series.push(1 + random.uniform());
    const { mean = NaN, halfWidth = NaN } = meanInterval(series);
    expect(halfWidth).toBeLessThanOrEqual((mean * 0.05) / 1.05);
    // Deviation 0.289 and mean 1.5: (1.96 · 0.289 · 1.05 / 0.075)² is 63.
    expect(series.length).toBeGreaterThan(40);
    expect(series.length).toBeLessThan(90);
  });

  it('goes on until the least number is there', () => {
    expect(sequentialStop([5, 5], { relative: 0.1 })).toMatchObject({ stop: false, needed: 10 });
    expect(sequentialStop(Array(10).fill(5), { relative: 0.1 })).toMatchObject({ stop: true, needed: 10 });
    expect(sequentialStop([], { relative: 0.1 })).toMatchObject({ stop: false, needed: undefined });
  });
});
