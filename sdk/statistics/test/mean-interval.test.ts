import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { studentQuantile } from '../src/student-quantile.js';
import { meanInterval, pairedDifference, summary } from '../src/index.js';
import { close, stream, values } from './naive.js';

// A. M. Law, "Simulation Modeling and Analysis", section 4.5: ten delays of a bank with mean 1.34 and variance 0.17.
const DELAYS = [1.2, 1.5, 1.68, 1.89, 0.95, 1.49, 1.58, 1.55, 0.5, 1.09];

describe('the quantile of Student', () => {
  // As in every table, such as that of the NIST/SEMATECH e-Handbook, section 1.3.6.7.2.
  it.each([
    [0.8, [3.078, 1.886, 1.476, 1.383, 1.31, 1.29, 1.282]],
    [0.9, [6.314, 2.92, 2.015, 1.833, 1.697, 1.66, 1.645]],
    [0.95, [12.706, 4.303, 2.571, 2.262, 2.042, 1.984, 1.96]],
    [0.98, [31.821, 6.965, 3.365, 2.821, 2.457, 2.364, 2.326]],
    [0.99, [63.657, 9.925, 4.032, 3.25, 2.75, 2.626, 2.576]],
  ])('at %d agrees with the tables', (confidence, row) => {
    const degrees = [1, 2, 5, 9, 30, 100, Infinity];
    degrees.forEach((df, index) => expect(studentQuantile(confidence, df)).toBeCloseTo(row[index], 3));
  });

  it('continues smoothly into that of the normal distribution', () => {
    // M. Abramowitz and I. A. Stegun, "Handbook of Mathematical Functions", 26.7.5: z + (z³ + z) / 4ν + …
    const z = 1.959963984540054;
    expect(studentQuantile(0.95, Infinity)).toBeCloseTo(z, 12);
    for (const degrees of [1e5, 1e6, 1e6 + 1, 3e7, 1e9, 1e12]) {
      const expanded = z + (z ** 3 + z) / (4 * degrees) + (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * degrees ** 2);
      expect(Math.abs(studentQuantile(0.95, degrees) - expanded)).toBeLessThan(1e-12);
    }
  });

  it.each([0.01, 0.5, 0.95, 0.999999, 1 - 1e-12, 1 - 2 ** -53])(
    'at %d is the closed form for 1 and 2',
    (confidence) => {
      const tail = (1 - confidence) / 2;
      expect(studentQuantile(confidence, 1) * Math.tan(Math.PI * tail)).toBeCloseTo(1, 12);
      const two = (1 - 2 * tail) * Math.sqrt(1 / (2 * tail * (1 - tail)));
      expect(studentQuantile(confidence, 2) / two).toBeCloseTo(1, 12);
    },
  );

  it('is finite and at least 0 for every confidence', () => {
    for (const confidence of [Number.MIN_VALUE, 1e-9, 1 - 2 ** -53]) {
      for (const degrees of [1, 2, 1000, 1e6, Infinity]) {
        const quantile = studentQuantile(confidence, degrees);
        expect(quantile).toBeGreaterThanOrEqual(0);
        expect(quantile).toBeLessThan(1e17);
      }
    }
  });

  it('decreases with the degrees of freedom', () => {
    let before = Infinity;
    for (const degrees of [1, 2, 3, 7, 20, 50, 300, 5000, 1e5, 2e6, 1e8, Infinity]) {
      const quantile = studentQuantile(0.95, degrees);
      expect(quantile).toBeLessThan(before);
      before = quantile;
    }
  });
});

describe('an interval of a mean', () => {
  it('agrees with the example of Law', () => {
    const { count, mean, halfWidth } = meanInterval(DELAYS, 0.9);
    expect([count, mean?.toFixed(2), halfWidth?.toFixed(2)]).toEqual([10, '1.34', '0.24']);
    expect(((summary(DELAYS).deviation ?? NaN) ** 2).toFixed(2)).toBe('0.17');
  });

  it('is symmetric', () => {
    const { mean = NaN, halfWidth = NaN, lower, upper } = meanInterval(Float64Array.from(DELAYS));
    expect([lower, upper]).toEqual([mean - halfWidth, mean + halfWidth]);
    expect(halfWidth).toBeGreaterThan(meanInterval(DELAYS, 0.9).halfWidth ?? NaN);
  });

  it('is undefined with fewer than two values, and a point if all are equal, whatever the confidence', () => {
    const unknown = { halfWidth: undefined, lower: undefined, upper: undefined };
    expect(meanInterval([])).toEqual({ count: 0, mean: undefined, ...unknown });
    expect(meanInterval([3])).toEqual({ count: 1, mean: 3, ...unknown });
    for (const confidence of [0.95, 1 - 2 ** -53]) {
      expect(meanInterval([3, 3], confidence)).toEqual({ count: 2, mean: 3, halfWidth: 0, lower: 3, upper: 3 });
    }
  });

  it('covers the mean of normal values as often as claimed', () => {
    const random = stream('coverage');
    const normal = (): number => Math.sqrt(-2 * Math.log(random.uniform())) * Math.cos(2 * Math.PI * random.uniform());
    let covered = 0;
    for (let sample = 0; sample < 4000; sample++) {
      const { lower = NaN, upper = NaN } = meanInterval(Array.from({ length: 5 }, normal), 0.9);
      if (lower <= 0 && upper >= 0) covered += 1;
    }
    // Four standard deviations of a binomial (4000, 0.9) are 76.
    expect(Math.abs(covered - 3600)).toBeLessThan(76);
  });
});

describe('a paired difference', () => {
  it('is the interval of the differences', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer(), fc.integer())), (pairs) => {
        const [a, b] = [pairs.map(([x]) => x), pairs.map(([, y]) => y)];
        const { correlation, varianceReduction, ...interval } = pairedDifference(a, b, 0.9);
        expect(interval).toEqual(
          meanInterval(
            pairs.map(([x, y]) => x - y),
            0.9,
          ),
        );
        for (const share of [correlation, varianceReduction]) {
          if (share !== undefined) expect(Math.abs(share)).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('reports the variance that pairing removed', () => {
    // Var a = Var b = 2.5, and Var(a - b) = 0.5 as 5 - 2 · 2.25.
    const [a, b] = [
      [1, 2, 3, 4, 5],
      [2, 1, 3, 4, 5],
    ];
    expect(pairedDifference(a, b)).toMatchObject({ correlation: expect.closeTo(0.9, 12), mean: 0, count: 5 });
    expect(pairedDifference(a, b).varianceReduction).toBeCloseTo(0.9, 12);
    expect(pairedDifference(a, [5, 4, 3, 2, 1]).varianceReduction).toBeCloseTo(-1, 12);
  });

  it('with constant, few or no values has the figures that exist', () => {
    expect(pairedDifference([1, 2], [3, 3])).toMatchObject({
      correlation: undefined,
      varianceReduction: 0,
      mean: -1.5,
    });
    expect(pairedDifference([4, 4], [3, 3])).toMatchObject({ varianceReduction: undefined, mean: 1, halfWidth: 0 });
    expect(pairedDifference([4], [3])).toMatchObject({ correlation: undefined, mean: 1, halfWidth: undefined });
    expect(pairedDifference([], [])).toMatchObject({ count: 0, mean: undefined, varianceReduction: undefined });
  });

  it('has the correlation by the textbook formula', () => {
    fc.assert(
      fc.property(values(3), (a) => {
        const b = a.map((value, index) => value * 0.5 + (index % 3));
        const { deviation: ofA = 0 } = summary(a);
        const { deviation: ofB = 0 } = summary(b);
        fc.pre(ofA > 1e-3 && ofB > 1e-3);
        const [meanA, meanB] = [a, b].map((side) => summary(side).mean ?? NaN);
        const covariance = a.reduce((sum, x, index) => sum + (x - meanA) * (b[index] - meanB), 0) / (a.length - 1);
        expect(close(pairedDifference(a, b).correlation, covariance / (ofA * ofB), 100)).toBe(true);
      }),
    );
  });
});
