import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { meanInterval, type Precision, replicationsNeeded, sequentialStop, skewness, summary } from '../src/index.js';
import { studentQuantile } from '../src/student-quantile.js';
import { stream, values } from './naive.js';

const DELAYS = [1.2, 1.5, 1.68, 1.89, 0.95, 1.49, 1.58, 1.55, 0.5, 1.09];

/** Counts up from the least number. */
function naive(series: readonly number[], { relative, confidence, minimum }: Required<Precision>): number | undefined {
  const { mean = NaN, deviation = NaN, minimum: least = NaN, maximum = NaN } = summary(series);
  if (deviation <= 1e-9 * Math.max(Math.abs(least), Math.abs(maximum))) return undefined;
  const target = (Math.abs(mean) * relative) / (1 + relative);
  let needed = Math.max(series.length, minimum);
  while (needed < 25 * (skewness(series) ?? 0) ** 2 * (1 - 1e-9)) needed += 1;
  while ((studentQuantile(confidence, needed - 1) * deviation) / Math.sqrt(needed) > target) needed += 1;
  return needed;
}

const precisions = fc.record({
  relative: fc.double({ min: 0.05, max: 0.9, noNaN: true }),
  confidence: fc.constantFrom(0.5, 0.9, 0.95, 0.999),
  minimum: fc.integer({ min: 2, max: 30 }),
});

describe('how many replications are needed', () => {
  it('follows the formula of Law', () => {
    // Mean 1.34, deviation 0.41: at γ = 0.1 the half-width must be 0.122, and 1.645 · 0.41 / 0.122 is 5.5.
    expect(replicationsNeeded(DELAYS, { relative: 0.1, confidence: 0.9 })).toBe(
      naive(DELAYS, { relative: 0.1, confidence: 0.9, minimum: 10 }),
    );
    expect(replicationsNeeded(DELAYS, { relative: 0.1, confidence: 0.9 })).toBe(33);
  });

  it('is the least sufficient number', () => {
    const tame = fc.array(fc.double({ min: 1, max: 9, noNaN: true }), { minLength: 2, maxLength: 40 });
    fc.assert(
      fc.property(tame, precisions, (series, precision) => {
        expect(replicationsNeeded(series, precision)).toBe(naive(series, precision));
      }),
    );
  });

  it('is computed quickly even if it is millions', () => {
    const needed = replicationsNeeded([9, 10, 11], { relative: 1e-4 }) ?? NaN;
    // (1.96 · 1 · (1 + γ) / (10 γ))²
    expect(Math.abs(needed / ((1.959964 * 1.0001) / 1e-3) ** 2 - 1)).toBeLessThan(1e-5);
    expect(replicationsNeeded([9, 10, 11], { relative: 1e-6 })).toBeGreaterThan(3e10);
  });

  it('is undefined with fewer than two values, and if no number is enough', () => {
    expect(replicationsNeeded([], { relative: 0.1 })).toBeUndefined();
    expect(replicationsNeeded([1], { relative: 0.1 })).toBeUndefined();
    expect(replicationsNeeded([-1, 1], { relative: 0.1 })).toBeUndefined();
    expect(replicationsNeeded([-1, 1 + 1e-9], { relative: 0.1 })).toBeUndefined();
    expect(replicationsNeeded([1e140, -1e139], { relative: Number.MIN_VALUE })).toBeUndefined();
  });

  it('is undefined if the values do not vary, or no more than by rounding', () => {
    expect(replicationsNeeded([5, 5], { relative: 0.1 })).toBeUndefined();
    expect(replicationsNeeded(Array(100).fill(0), { relative: 0.1, minimum: 2 })).toBeUndefined();
    expect(replicationsNeeded([0.1 + 0.2, 0.3, 0.3], { relative: 0.1, minimum: 2 })).toBeUndefined();
  });

  it('follows skewness', () => {
    // One of n values that differs gives a skewness of √n.
    const one = Array.from({ length: 12 }, (_, index) => (index === 0 ? 101 : 100));
    expect(replicationsNeeded(one, { relative: 0.1 })).toBe(25 * 12);
  });
});

describe('the sequential stop', () => {
  it('stops exactly when no more than the present number are needed', () => {
    fc.assert(
      fc.property(values(0), precisions, (series, precision) => {
        const { stop, interval, needed } = sequentialStop(series, precision);
        expect(interval).toEqual(meanInterval(series, precision.confidence));
        expect(needed).toBe(replicationsNeeded(series, precision));
        expect(stop).toBe(needed === series.length);
      }),
    );
  });

  it('ends an experiment at the required precision, not before and hardly after', () => {
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

  it('continues until the minimum is reached', () => {
    expect(sequentialStop([5, 6], { relative: 0.5 })).toMatchObject({ stop: false, reason: 'few', needed: 10 });
    expect(sequentialStop([], { relative: 0.1 })).toMatchObject({ stop: false, reason: 'few', needed: undefined });
  });

  it('reports why it continues, and warns of a stop with few values', () => {
    const wide = Array.from({ length: 12 }, (_, index) => index);
    expect(sequentialStop(wide, { relative: 0.1 })).toMatchObject({ stop: false, reason: 'wide', warning: undefined });
    const skewed = Array.from({ length: 12 }, (_, index) => (index === 0 ? 101 : 100));
    expect(sequentialStop(skewed, { relative: 0.1 })).toMatchObject({
      stop: false,
      reason: 'skewed',
      warning: { kind: 'skewed' },
      needed: 300,
    });
    const leaning = Array.from({ length: 200 }, (_, index) => (index % 20 === 0 ? 101 : 100));
    expect(sequentialStop(leaning.slice(0, 180), { relative: 0.1 }).reason).toBe('skewed');
    const more = Array.from({ length: 600 }, (_, index) => (index % 20 === 0 ? 101 : 100));
    // The skewness is 4.1, so 427 values are enough, and 853 to need no warning.
    expect(sequentialStop(more, { relative: 0.1 })).toMatchObject({ stop: true, warning: { kind: 'skewed' } });
    expect(sequentialStop([...more, ...more], { relative: 0.1 })).toMatchObject({ stop: true, warning: undefined });
    const few = sequentialStop([10, 10.1], { relative: 0.5, minimum: 2 });
    expect(few).toMatchObject({ stop: true, reason: 'precise', warning: { kind: 'few', needed: 10 }, needed: 2 });
  });

  it('never stops on values that do not vary, however many there are', () => {
    for (const count of [10, 1000]) {
      for (const value of [0, 5]) {
        const found = sequentialStop(Array(count).fill(value), { relative: 0.1 });
        expect(found).toMatchObject({ stop: false, reason: 'constant', needed: undefined });
        expect(found.warning?.kind).toBe('constant');
      }
    }
    const rounded = Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? 0.3 : 0.1 + 0.2));
    expect(sequentialStop(rounded, { relative: 0.1 }).reason).toBe('constant');
  });

  it.each([0.1, 0.05, 0.02])('does not stop before a rare event of probability %d occurs', (probability) => {
    let covered = 0;
    let stopped = 0;
    for (let experiment = 0; experiment < 100; experiment++) {
      const random = stream(`rare ${probability} ${experiment}`);
      const series: number[] = [];
      let found = sequentialStop(series, { relative: 0.4 });
      while (!found.stop && series.length < 4000) {
        // In steps of 20, so that the test does not waste time.
        for (let count = 0; count < 20; count++) series.push(random.uniform() < probability ? 1 : 0);
        found = sequentialStop(series, { relative: 0.4 });
      }
      const { lower = NaN, upper = NaN } = found.interval;
      if (found.stop) stopped += 1;
      if (lower <= probability && probability <= upper) covered += 1;
    }
    expect(stopped).toBe(100);
    // Binomial (100, 0.93): fewer than 82 has a probability below 2e-4. With a minimum of ten replications, 62, 37 and 18 %
    // covered.
    expect(covered).toBeGreaterThanOrEqual(82);
  });
});
