import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { intervalWarning, skewness, unseenProbability } from '../src/index.js';
import { stream } from './naive.js';
import { exponential, logNormal, normal } from './processes.js';

describe('the skewness', () => {
  it('agrees with the documented example of SKEW in Excel', () => {
    expect(skewness([3, 4, 5, 2, 3, 4, 5, 6, 4, 7])).toBeCloseTo(0.359543, 6);
  });

  it('is √n if one of n values differs, which is the maximum', () => {
    for (const count of [3, 10, 1000]) {
      const one = Array.from({ length: count }, (_, index) => (index === 1 ? 7 : 5));
      expect(skewness(one)).toBeCloseTo(Math.sqrt(count), 9);
    }
    const tame = fc.array(fc.double({ min: -9, max: 9, noNaN: true }), { minLength: 3, maxLength: 30 });
    fc.assert(
      fc.property(tame, (series) => {
        const found = skewness(series) ?? 0;
        expect(Math.abs(found)).toBeLessThanOrEqual(Math.sqrt(series.length) * (1 + 1e-9));
        expect(skewness(series.map((value) => -value)) ?? 0).toBeCloseTo(-found, 9);
      }),
    );
  });

  it('is undefined for two values, and for equal ones', () => {
    expect(skewness([1, 2])).toBeUndefined();
    expect(skewness([4, 4, 4])).toBeUndefined();
    expect(skewness([-1e140, 0, 1e140])).toBe(0);
  });

  it('is about 2 for exponential values', () => {
    const random = stream('skewness');
    // The standard error for 100,000 exponential values is about 0.03.
    const found = skewness(Float64Array.from({ length: 100_000 }, () => exponential(random))) ?? NaN;
    expect(Math.abs(found - 2)).toBeLessThan(0.12);
  });
});

describe('the probability of an event that has not happened', () => {
  it('is the rule of three', () => {
    // Hanley and Lippman-Hand: none in 14 is at most 19.3 %.
    expect(unseenProbability(14)).toBeCloseTo(0.193, 3);
    expect(unseenProbability(1)).toBeCloseTo(0.95, 12);
    expect(unseenProbability(10_000) * 10_000).toBeCloseTo(3, 2);
  });

  it('is missed as often as the confidence implies', () => {
    const probability = unseenProbability(20, 0.9);
    expect((1 - probability) ** 20).toBeCloseTo(0.1, 12);
  });
});

describe('the warning of an interval', () => {
  it('does not take ten zeros for certainty', () => {
    const warning = intervalWarning(Array(10).fill(0));
    expect(warning).toMatchObject({ kind: 'constant', needed: undefined });
    expect(warning?.message).toBe(
      'all 10 values are 0, which proves little: something that happens in 26 % of replications may not have happened yet',
    );
  });

  it('does not take rounding for variation', () => {
    const noise = Array.from({ length: 12 }, (_, index) => 5 * (1 + (index % 3) * 2e-16));
    expect(intervalWarning(noise)?.kind).toBe('constant');
    expect(intervalWarning(noise.map((value, index) => value + (index % 3) * 1e-6))).toBeUndefined();
  });

  it('reports that there are few', () => {
    expect(intervalWarning([1, 2, 3])).toMatchObject({ kind: 'few', needed: 10 });
    expect(intervalWarning([1])?.message).toContain('with 1 value,');
    expect(intervalWarning([1, 1, 1, 1, 9])).toMatchObject({ kind: 'few', needed: 125 });
  });

  it('is given if nearly all values are the same, until the others have occurred often', () => {
    for (const count of [10, 100, 1000]) {
      const rare = Array.from({ length: count }, (_, index) => (index === 4 ? 1 : 0));
      expect(intervalWarning(rare)).toMatchObject({ kind: 'skewed', needed: 25 * count });
    }
    // 25 (1 - 2p)² / (p (1 - p)) is 178 for p = 0.1.
    const often = Array.from({ length: 200 }, (_, index) => (index % 10 === 0 ? 1 : 0));
    expect(intervalWarning(often)).toBeUndefined();
  });

  it('is given for skewed values, and rarely for others', () => {
    const random = stream('warning');
    const share = (draw: () => number, count = 30): number => {
      let warned = 0;
      for (let sample = 0; sample < 500; sample++) {
        if (intervalWarning(Array.from({ length: count }, draw))?.kind === 'skewed') warned += 1;
      }
      return warned / 500;
    };
    // 30 values may have a skewness of 1.1; its standard error for normal ones is 0.43.
    expect(share(() => normal(random))).toBeLessThan(0.05);
    expect(share(() => normal(random), 10)).toBeLessThan(0.15);
    expect(share(() => exponential(random))).toBeGreaterThan(0.7);
    expect(share(() => exponential(random), 10)).toBeGreaterThan(0.4);
    expect(share(() => logNormal(random, 2))).toBeGreaterThan(0.99);
  });
});
