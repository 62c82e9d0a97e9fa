import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as math from '../src/index.js';

/** Units in the last place between two doubles of one sign. */
function ulps(one: number, other: number): number {
  if (Object.is(one, other) || one === other) return 0;
  const bits = new BigInt64Array(Float64Array.of(one, other).buffer);
  const [first = 0n, second = 0n] = bits;
  return Math.abs(Number(first - second));
}

describe('the elementary functions', () => {
  // The engine's own functions are accurate to an ulp or two, so this finds functions that were mixed up.
  const unary = [
    'exp', 'expm1', 'log1p', 'log2', 'log10', 'cbrt', 'sin', 'cos', 'tan', 'asin', 'acos', 'atan', 'sinh', 'cosh', 'tanh',
    'asinh', 'acosh', 'atanh',
  ] as const; // prettier-ignore
  const double = fc.oneof(fc.double({ min: -1, max: 1 }), fc.double({ min: -700, max: 700 }), fc.double());

  const named = { ...math };
  it.each(unary)('%s agrees with Math, up to the last bits', (name) => {
    fc.assert(
      fc.property(double, (x) => {
        const [ours, theirs] = [named[name](x), Math[name](x)];
        expect(ulps(ours, theirs) <= 6 || Math.abs(ours - theirs) <= 1e-14).toBe(true);
      }),
    );
  });

  it('ln, pow, atan2 and hypot do too', () => {
    fc.assert(
      fc.property(double, double, (x, y) => {
        expect(ulps(math.ln(x), Math.log(x))).toBeLessThanOrEqual(2);
        expect(ulps(math.atan2(x, y), Math.atan2(x, y))).toBeLessThanOrEqual(2);
        expect(ulps(math.pow(Math.abs(x), y), Math.abs(x) ** y)).toBeLessThanOrEqual(4);
        expect(ulps(math.hypot(x, y), Math.hypot(x, y))).toBeLessThanOrEqual(4);
      }),
    );
  });

  it('are exact to the last bit at tabulated values', () => {
    expect(math.pow(2, 0.5)).toBe(Math.SQRT2);
    expect(math.ln(10)).toBe(Math.LN10);
    expect(math.ln(2)).toBe(Math.LN2);
    expect(math.log2(2 ** 40)).toBe(40);
    expect(math.atan2(0, -1)).toBe(Math.PI);
    expect(math.atan2(-0, -1)).toBe(-Math.PI);
  });
});

describe('the special functions', () => {
  it('have the tabulated values', () => {
    // M. Abramowitz and I. A. Stegun, Handbook of Mathematical Functions, 1964: tables 6.1, 7.1 and 26.
    expect(math.gamma(1.5)).toBeCloseTo(0.88622692545, 10);
    expect(math.gamma(6)).toBe(120);
    expect(math.logGamma(1.5)).toBeCloseTo(-0.12078223764, 10);
    expect(math.erf(0.5)).toBeCloseTo(0.5204998778, 10);
    expect(math.erfc(3) / 2.209049699858544e-5).toBeCloseTo(1, 13);
    expect(math.normalP(-1.96)).toBeCloseTo(0.024997895148, 11);
    expect(math.normalPInverse(0.975)).toBeCloseTo(1.959963984540054, 14);
    expect(math.studentPInverse(1, 0.975)).toBeCloseTo(12.7062047362, 9);
    expect(math.studentPInverse(10, 0.95)).toBeCloseTo(1.81246112281, 10);
    expect(math.gammaPInverse(5, 0.95)).toBeCloseTo(18.307038053 / 2, 8);
    expect(math.betaPInverse(2, 3, 0.5)).toBeCloseTo(0.38572756813, 10);
  });

  const shape = fc.oneof(
    fc.double({ min: 0.05, max: 5, noNaN: true }),
    fc.double({ min: 0.05, max: 2000, noNaN: true }),
  );
  const tail = fc.oneof(
    fc.double({ min: 1e-15, max: 1e-3, noNaN: true }),
    fc.double({ min: 1e-3, max: 0.5, noNaN: true }),
  );
  const same = (one: number, other: number, relative = 1e-12): void =>
    expect(Math.abs(one / other - 1)).toBeLessThan(relative);

  it('are inverted in both tails', () => {
    expect.hasAssertions();
    fc.assert(
      fc.property(shape, tail, (a, p) => {
        const low = math.gammaPInverse(a, p);
        if (low > 1e-300) same(math.gammaP(a, low), p);
        same(math.gammaQ(a, math.gammaQInverse(a, p)), p);
        same(math.normalP(math.normalPInverse(p)), p);
      }),
    );
    fc.assert(
      fc.property(shape, shape, tail, (a, b, p) => {
        const low = math.betaPInverse(a, b, p);
        if (low > 1e-300 && low < 0.9) same(math.betaP(a, b, low), p, 1e-10);
        const high = math.betaQInverse(a, b, p);
        if (high > 1e-300 && high < 0.9) same(math.betaQ(a, b, high), p, 1e-10);
      }),
    );
  });

  it('have the densities of their distributions as slopes, even where one method of computing them takes over from another', () => {
    const { exp, ln, logGamma } = math;
    const place = fc.double({ min: -4, max: 4, noNaN: true });
    const close = (slope: number, density: number): void =>
      expect(Math.abs(slope - density)).toBeLessThan(1e-5 * density + 1e-9);
    const gammaShape = fc.oneof(shape, fc.double({ min: 200, max: 1e6, noNaN: true }));
    fc.assert(
      fc.property(gammaShape, place, (a, z) => {
        const x = a + z * Math.sqrt(a);
        fc.pre(x > 0.01);
        const density = exp((a - 1) * ln(x) - x - logGamma(a));
        const step = 1e-4 * Math.sqrt(a) * Math.min(1, x);
        close((math.gammaP(a, x + step) - math.gammaP(a, x - step)) / (2 * step), density);
        close((math.gammaQ(a, x - step) - math.gammaQ(a, x + step)) / (2 * step), density);
      }),
      { numRuns: 1000 },
    );
    fc.assert(
      fc.property(shape, shape, fc.double({ min: 0.02, max: 0.98, noNaN: true }), (a, b, x) => {
        const density = exp((a - 1) * ln(x) + (b - 1) * ln(1 - x) + logGamma(a + b) - logGamma(a) - logGamma(b));
        const step = 1e-5 / Math.sqrt(a + b);
        close((math.betaP(a, b, x + step) - math.betaP(a, b, x - step)) / (2 * step), density);
        close((math.betaQ(a, b, x - step) - math.betaQ(a, b, x + step)) / (2 * step), density);
      }),
      { numRuns: 1000 },
    );
    expect(math.gammaQ(1000, 1001)).toBeCloseTo(0.48318854707, 10); // the sum of Poisson's probabilities up to 999
  });

  it('the Student distribution is inverted for any degrees of freedom and is symmetric', () => {
    const freedom = fc.oneof(
      fc.double({ min: 0.3, max: 100, noNaN: true }),
      fc.double({ min: 1, max: 1e12, noNaN: true }),
    );
    fc.assert(
      fc.property(freedom, fc.double({ min: 1e-6, max: 0.49, noNaN: true }), (v, p) => {
        const t = math.studentPInverse(v, p);
        same(math.studentP(v, t), p, 1e-9);
        same(math.studentP(v, -t), 1 - p, 1e-9);
      }),
    );
    expect(math.studentPInverse(3, 0.5)).toBeCloseTo(0, 15);
    same(math.studentPInverse(2e6, 0.975), 1.959965170676684); // z + (z³ + z) / 4v, with z = 1.959963984540054
    expect(math.studentPInverse(Infinity, 0.975)).toBe(math.normalPInverse(0.975));
  });

  it('are NaN outside their domains', () => {
    const outside = [
      math.gammaP(0, 1), math.gammaP(1, -1), math.gammaQ(-1, 1), math.gammaQ(NaN, 1), math.gammaPInverse(1, 2), math.gammaQInverse(1, -1),
      math.betaP(0, 1, 0.5), math.betaP(1, 1, 2), math.betaQ(1, -1, 0.5), math.betaQ(1, 1, -1), math.betaPInverse(1, 0, 0.5),
      math.betaPInverse(1, 1, -1), math.betaQInverse(0, 1, 0.5), math.betaQInverse(1, 1, 2), math.normalPInverse(-1), math.ln(-1),
      math.studentP(0, 1), math.studentP(1, NaN), math.studentPInverse(-1, 0.5), math.studentPInverse(1, 1.5),
    ]; // prettier-ignore
    expect(outside).toEqual(outside.map(() => NaN));
  });
});
