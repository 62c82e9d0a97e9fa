import { describe, expect, test } from 'vitest';
import { CONTINUOUS_LAWS } from './continuous-laws.js';
import { distance, MOST_ERRORS, shareUpTo, standardErrors } from './goodness-of-fit.js';
import { OUTER, TAILS } from './law.js';
import { momentsOf, quantilesOf, sortedSample } from './sample.js';

const COUNT = 200_000;
/** Samplers that do not draw by inversion. */
const SUMS: ReadonlySet<string> = new Set(['irwinHall(5)', 'bates(5)']);

describe.each([...CONTINUOUS_LAWS])('%s', (name, lawWith) => {
  const law = lawWith(1);
  const sorted = sortedSample(name, COUNT);

  test('follows its distribution function, and not one with a parameter that is 5 % off', () => {
    expect(distance(sorted, law.below)).toBeLessThan(1);
    expect(distance(sorted, lawWith(1.05).below)).toBeGreaterThan(1);
  });

  test('has its mean and its variance', () => {
    const { mean, variance, fourth } = momentsOf(sorted);
    const errors = [
      standardErrors(mean, law.mean, law.variance, COUNT),
      standardErrors(variance, law.variance, fourth - variance ** 2, COUNT),
    ];
    // For some distributions these are undefined or infinite.
    const finite = errors.filter((_, moment) => Number.isFinite([law.mean, law.variance][moment]));
    expect(Math.max(0, ...finite)).toBeLessThan(MOST_ERRORS);
  });

  test('has its share of values beyond the outer quantiles', () => {
    for (const share of law.outer ?? OUTER) {
      const found = shareUpTo(sorted, (x) => law.below(x) <= share);
      expect(standardErrors(found, share, share * (1 - share), COUNT), `at ${share}`).toBeLessThan(MOST_ERRORS);
    }
  });

  test('has quantiles with the requested tails', () => {
    const distribution = quantilesOf(name);
    expect(distribution === undefined).toBe(SUMS.has(name));
    if (distribution === undefined) return;
    for (const tail of law.tails ?? TAILS) {
      const [low, high] = [distribution.lower(tail), distribution.upper(tail)];
      if (law.lowerTail) expect(beyondRounding(law.lowerTail, low, tail), `up to ${low}`).toBeLessThan(1e-8);
      if (law.upperTail) expect(beyondRounding(law.upperTail, high, tail), `above ${high}`).toBeLessThan(1e-8);
    }
  });
});

/** The relative error of the tail at a value, less the effect of the last bits of the value. */
function beyondRounding(tailAt: (x: number) => number, value: number, tail: number): number {
  const found = tailAt(value);
  const byLastBits = Math.abs(tailAt(value * (1 + 2 ** -50)) - found);
  return byLastBits < 1e-3 * tail ? (Math.abs(found - tail) - byLastBits) / tail : Infinity;
}
