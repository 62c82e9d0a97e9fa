import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compareWithBest,
  independentDifference,
  meanInterval,
  pairedDifference,
  simultaneousDifferences,
  simultaneousIntervals,
  summary,
} from '../src/index.js';
import { stream } from './naive.js';
import { normal } from './processes.js';

// Student's sleep data, as in R, and its t.test: extra ~ group, data = sleep.
const FIRST = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2];
const SECOND = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];

/** Values of systems with these means and deviations; common noise makes them correlate. */
function systems(name: string, means: readonly number[], count: number, common: number): Float64Array[] {
  const random = stream(name);
  const series = means.map(() => new Float64Array(count));
  for (let index = 0; index < count; index++) {
    const shared = normal(random);
    series.forEach((values, system) => {
      const deviation = 1 + system / 2;
      const noise = Math.sqrt(common) * shared + Math.sqrt(1 - common) * normal(random);
      values[index] = (means[system] ?? NaN) + deviation * noise;
    });
  }
  return series;
}

describe('an independent difference', () => {
  it('agrees with R', () => {
    const { mean, lower, upper } = independentDifference(FIRST, SECOND);
    expect(mean).toBeCloseTo(-1.58, 12);
    expect(lower).toBeCloseTo(-3.3654832, 7);
    expect(upper).toBeCloseTo(0.2054832, 7);
    const paired = pairedDifference(FIRST, SECOND);
    expect([paired.lower, paired.upper].map((end) => end?.toFixed(7))).toEqual(['-2.4598858', '-0.7001142']);
  });

  it('takes different numbers of values, and is undefined with fewer than two', () => {
    const { lower = NaN, upper = NaN } = independentDifference([1, 2, 3], [7, 9]);
    expect(lower).toBeLessThan(-6);
    expect(upper).toBeGreaterThan(-6);
    const unknown = { halfWidth: undefined, lower: undefined, upper: undefined };
    expect(independentDifference([1], [2, 3])).toEqual({ mean: -1.5, ...unknown });
    expect(independentDifference([], [2, 3])).toEqual({ mean: undefined, ...unknown });
    expect(independentDifference([2, 2], [3, 3])).toEqual({ mean: -1, halfWidth: 0, lower: -1, upper: -1 });
  });
});

describe('simultaneous intervals', () => {
  it('are Bonferroni intervals', () => {
    expect(simultaneousIntervals([FIRST, SECOND], 0.9)).toEqual([
      meanInterval(FIRST, 0.95),
      meanInterval(SECOND, 0.95),
    ]);
    expect(simultaneousIntervals([])).toEqual([]);
  });

  it('of differences are for each pair, or from the control', () => {
    const three = [FIRST, SECOND, [3, 1, 4, 1, 5, 9, 2, 6, 5, 3]];
    const all = simultaneousDifferences(three, { paired: true, confidence: 0.94 });
    expect(all.map(({ system, from }) => [system, from])).toEqual([
      [1, 0],
      [2, 0],
      [2, 1],
    ]);
    const { mean, halfWidth, lower, upper } = pairedDifference(SECOND, FIRST, 0.98);
    expect(all[0]).toEqual({ system: 1, from: 0, mean, halfWidth, lower, upper });
    const fromLast = simultaneousDifferences(three, { paired: false, confidence: 0.9, control: 2 });
    expect(fromLast.map(({ system, from }) => [system, from])).toEqual([
      [0, 2],
      [1, 2],
    ]);
    expect(fromLast[1]).toMatchObject(independentDifference(SECOND, three[2] ?? [], 0.95));
  });

  it.each([true, false])('all cover simultaneously as often as claimed; paired: %s', (paired) => {
    const means = [0, 1, 2, 3];
    let covered = 0;
    for (let experiment = 0; experiment < 400; experiment++) {
      const values = systems(`bonferroni ${experiment}`, means, 8, paired ? 0.7 : 0);
      const all = simultaneousDifferences(values, { paired, confidence: 0.9 });
      const isCovered = all.every(({ system, from, lower = NaN, upper = NaN }) => {
        const truth = (means[system] ?? NaN) - (means[from] ?? NaN);
        return lower <= truth && truth <= upper;
      });
      if (isCovered) covered += 1;
    }
    // At least 360 are expected; four standard deviations of a binomial (400, 0.9) are 24.
    expect(covered).toBeGreaterThan(336);
  });
});

describe('comparisons with the best', () => {
  it('of two systems are one-sided Student intervals', () => {
    const greatest = compareWithBest([FIRST, SECOND], { paired: true, best: 'greatest' });
    // With 9 degrees of freedom, t is 1.833 at 0.95.
    const { mean = NaN, halfWidth = NaN } = pairedDifference(SECOND, FIRST, 0.9);
    const most: unknown = expect.closeTo(mean + halfWidth, 12);
    const least: unknown = expect.closeTo(-mean - halfWidth, 12);
    expect(greatest).toEqual([
      { system: 0, lower: least, upper: 0, verdict: 'not best' },
      { system: 1, lower: 0, upper: most, verdict: 'best' },
    ]);
    expect(compareWithBest([FIRST, SECOND], { paired: true, best: 'least' }).map(({ verdict }) => verdict)).toEqual([
      'best',
      'not best',
    ]);
  });

  it('leave undecided what cannot be decided', () => {
    const apart = compareWithBest([FIRST, SECOND, [-50, -51]], { paired: false, best: 'greatest' });
    expect(apart.map(({ verdict }) => verdict)).toEqual(['possible', 'possible', 'not best']);
    const equal = compareWithBest([FIRST, FIRST], { paired: true, best: 'least' });
    expect(equal.map(({ lower, upper }) => [lower, upper])).toEqual([
      [0, 0],
      [0, 0],
    ]);
    expect(equal.map(({ verdict }) => verdict)).toEqual(['possible', 'possible']);
  });

  describe.each([true, false])('if the best are equal; paired: %s', (paired) => {
    const zeros = new Float64Array(10);
    const middle = FIRST.map((value) => 80 + value);
    const worst = SECOND.map((value) => 900 + value);

    it.each(['least', 'greatest'] as const)('still exclude the others: %s', (best) => {
      const sign = best === 'least' ? 1 : -1;
      const signed = [middle, worst].map((series) => series.map((value) => sign * value));
      const [tied, copy, ...others] = compareWithBest([zeros, zeros, ...signed], { paired, best });
      expect(tied).toEqual({ system: 0, lower: 0, upper: 0, verdict: 'possible' });
      expect(copy).toEqual({ ...tied, system: 1 });
      // As far from the best as without the copy; with one interval less, the confidence of each is the same.
      const once = compareWithBest([zeros, ...signed], { paired, best, confidence: 1 - (0.05 * 2) / 3 });
      expect(others.map(({ verdict }) => verdict)).toEqual(['not best', 'not best']);
      for (const [at, { lower, upper }] of others.entries()) {
        expect(lower).toBeCloseTo(once[at + 1]?.lower ?? NaN, 9);
        expect(lower).toBeLessThan([-80, -900][at] ?? NaN);
        expect(upper).toBe(0);
      }
    });

    it('still exclude the others if all values vary', () => {
      const [tied, copy, other] = compareWithBest([middle, middle, worst], { paired, best: 'least' });
      expect([tied, copy, other].map((one) => one?.verdict)).toEqual(['possible', 'possible', 'not best']);
      // Only pairs show that the two are equal.
      expect(tied?.upper === 0 && tied.lower === 0).toBe(paired);
      expect(other?.lower).toBeLessThan(-800);
    });

    it('exclude none of the best for a third that may be better', () => {
      const wide = [-9, 12, -7, 11, -10, 9, -8, 13, -9, 10];
      const all = compareWithBest([zeros, zeros, wide], { paired, best: 'least' });
      expect(all.map(({ verdict }) => verdict)).toEqual(['possible', 'possible', 'possible']);
      expect(all[0]?.lower).toBeLessThan(0);
    });

    it('decide on the others as if each system were there once', () => {
      const count = fc.integer({ min: 2, max: 8 });
      const level = fc.integer({ min: 0, max: 40 });
      const several = count.chain((length) => {
        const noise = fc.array(fc.integer({ min: -1, max: 1 }), { minLength: length, maxLength: length });
        const system = fc.tuple(level, noise).map(([mean, values]) => values.map((value) => mean + value));
        return fc.array(system, { minLength: 2, maxLength: 5 });
      });
      fc.assert(
        fc.property(several, fc.nat(), fc.constantFrom('least', 'greatest'), (all, pick, best) => {
          const copied = pick % all.length;
          const before = compareWithBest(all, { paired, best });
          // Each interval keeps its confidence, though there is one more.
          const confidence = 1 - (0.05 * all.length) / (all.length - 1);
          const after = compareWithBest([...all, all[copied] ?? []], { paired, best, confidence });
          const verdicts = before.map(({ verdict }) => verdict);
          if (verdicts[copied] === 'best') verdicts[copied] = 'possible';
          verdicts.push(verdicts[copied] ?? 'possible');
          expect(after.map(({ verdict }) => verdict)).toEqual(verdicts);
          expect(verdicts.some((verdict) => verdict !== 'not best')).toBe(true);
        }),
      );
    });
  });

  it.each([
    { paired: true, best: 'greatest' },
    { paired: false, best: 'greatest' },
    { paired: true, best: 'least' },
  ] as const)('all cover simultaneously as often as claimed: %o', ({ paired, best }) => {
    const means = [0, 0.5, 1, 1, 3];
    const sign = best === 'least' ? -1 : 1;
    let covered = 0;
    for (let experiment = 0; experiment < 400; experiment++) {
      const values = systems(`best ${experiment}`, means, 10, paired ? 0.7 : 0);
      const all = compareWithBest(values, { paired, best, confidence: 0.9 });
      const isCovered = all.every(({ system, lower, upper }) => {
        const others = means.filter((_, other) => other !== system).map((mean) => sign * mean);
        const truth = sign * (means[system] ?? NaN) - Math.max(...others);
        return lower <= truth && truth <= upper;
      });
      if (isCovered) covered += 1;
    }
    expect(covered).toBeGreaterThan(336);
  });

  it('decide more with common random numbers', () => {
    const found = (common: number, paired: boolean): number => {
      let best = 0;
      for (let experiment = 0; experiment < 100; experiment++) {
        const values = systems(`common ${experiment}`, [0, 0, 0, 1.8], 10, common);
        if (compareWithBest(values, { paired, best: 'greatest' })[3]?.verdict === 'best') best += 1;
      }
      return best;
    };
    expect(found(0.9, true)).toBeGreaterThan(found(0.9, false) + 20);
  });

  it('contain the difference of the means', () => {
    const values = systems('means', [1, 2, 4], 12, 0);
    const [least, , most] = compareWithBest(values, { paired: false, best: 'greatest' });
    const means = values.map((series) => summary(series).mean ?? NaN);
    expect(least?.lower).toBeLessThan((means[0] ?? NaN) - (means[2] ?? NaN));
    expect(most?.upper).toBeGreaterThan((means[2] ?? NaN) - (means[1] ?? NaN));
  });
});
