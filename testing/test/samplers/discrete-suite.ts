import { describe, expect, test } from 'vitest';
import { DISCRETE_LAWS, type DiscreteLaw } from './discrete-laws.js';
import { chiSquare, FALSE_ALARM, MOST_ERRORS, shareUpTo, standardErrors } from './goodness-of-fit.js';
import { momentsOf, quantilesOf, sortedSample } from './sample.js';

const COUNT = 200_000;
/**
 * Samplers that compute each value from scratch, which takes a hundred times as long; they are wide, so that 5 % shows
 * at once.
 */
const DEAR: ReadonlySet<string> = new Set(['binomial(10 000 000, 0.5)', 'poisson(3 000 000)']);
/** Samplers that return objects, which have no quantiles. */
const CHOICES: ReadonlySet<string> = new Set(['choice', 'weightedChoice']);
const TAILS = [1e-3, 1e-6, 1e-10];

describe.each([...DISCRETE_LAWS])('%s', (name, lawWith) => {
  const law = lawWith(1);
  const cells = cellsOf(law);
  const count = DEAR.has(name) ? COUNT / 40 : COUNT;
  const sorted = sortedSample(name, count);

  test('follows its probabilities, and not those with a parameter that is 5 % off', () => {
    const wrong = cellsOf(lawWith(1.05));
    expect(chiSquare(countsIn(cells, sorted), cells.probabilities)).toBeGreaterThan(FALSE_ALARM);
    expect(chiSquare(countsIn(wrong, sorted), wrong.probabilities)).toBeLessThan(FALSE_ALARM);
  });

  test('has its mean and its variance', () => {
    const truth = { mean: moment(cells, (value) => value - law.from), variance: NaN };
    truth.variance = moment(cells, (value) => (value - law.from - truth.mean) ** 2);
    // Relative to the first value, so that large values keep their digits.
    const { mean, variance, fourth } = momentsOf(sorted.map((value) => value - law.from));
    expect(standardErrors(mean, truth.mean, truth.variance, count)).toBeLessThan(MOST_ERRORS);
    expect(standardErrors(variance, truth.variance, fourth - variance ** 2, count)).toBeLessThan(MOST_ERRORS);
  });

  test('has its share of values beyond the outer quantiles', () => {
    for (const outer of [0.001, 0.999]) {
      const { value, share } = quantile(cells, outer);
      const found = shareUpTo(sorted, (x) => x <= value);
      if (share > 1 - 1e-9) expect(found, `up to ${value}`).toBe(1);
      else expect(standardErrors(found, share, share * (1 - share), count), `up to ${value}`).toBeLessThan(MOST_ERRORS);
    }
  });

  test('has quantiles with the requested tails', () => {
    const distribution = quantilesOf(name);
    expect(distribution === undefined).toBe(CHOICES.has(name));
    if (distribution === undefined || law.step !== undefined) return;
    for (const tail of TAILS) {
      // The first value up to which there is as much as the tail, and the first beyond which there is no more.
      const [low, high] = [distribution.lower(tail), distribution.upper(tail)];
      const lowerTail = (x: number): number => sum(cells, (value) => value <= x);
      const upperTail = (x: number): number => sum(cells, (value) => value > x);
      expect(lowerTail(low), `up to ${low}`).toBeGreaterThanOrEqual(tail * (1 - ROUNDING));
      if (low > law.from) expect(lowerTail(low - 1), `below ${low}`).toBeLessThan(tail * (1 + ROUNDING));
      expect(upperTail(high), `above ${high}`).toBeLessThanOrEqual(tail * (1 + ROUNDING));
      if (high > law.from) expect(upperTail(high - 1), `from ${high}`).toBeGreaterThan(tail * (1 - ROUNDING));
    }
  });
});

/** The logarithm of the gamma function of 10,000,000 has nine digits after the decimal point. */
const ROUNDING = 1e-7;

interface Cells {
  readonly values: readonly number[];
  readonly probabilities: readonly number[];
}

function cellsOf(law: DiscreteLaw): Cells {
  const { from, to, step = 1 } = law;
  const values = Array.from({ length: Math.round((to - from) / step) + 1 }, (_, place) => from + place * step);
  return { values, probabilities: values.map((value) => law.probability(value)) };
}

/** How many values of an ascending sample each cell contains, with one more cell at the end for all others. */
function countsIn({ values }: Cells, sorted: Float64Array): number[] {
  const places = new Map(values.map((value, place) => [value, place]));
  const counts = Array.from({ length: values.length + 1 }, () => 0);
  for (const value of sorted) {
    const place = places.get(value) ?? values.length;
    counts[place] = (counts[place] ?? NaN) + 1;
  }
  return counts;
}

function moment({ values, probabilities }: Cells, of: (value: number) => number): number {
  return values.reduce((total, value, place) => total + (probabilities[place] ?? NaN) * of(value), 0);
}

function sum(cells: Cells, counts: (value: number) => boolean): number {
  return moment(cells, (value) => (counts(value) ? 1 : 0));
}

/** The first value up to which there is a given share, and the actual share there. */
function quantile({ values, probabilities }: Cells, outer: number): { value: number; share: number } {
  let share = 0;
  for (const [place, value] of values.entries()) {
    share += probabilities[place] ?? NaN;
    if (share >= outer) return { value, share };
  }
  return { value: values.at(-1) ?? NaN, share };
}
