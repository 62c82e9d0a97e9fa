import jstat from 'jstat';
import type { ContinuousLaw, Tails } from './law.js';
import { beyond } from './tail-integral.js';

const { jStat } = jstat;

const normalDensity = (z: number): number => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
const normalTail = (z: number): number => beyond((distance) => normalDensity(z + distance));

export function normalLaw(mean: number, deviation: number): ContinuousLaw & Tails {
  return {
    below: (x) => jStat.normal.cdf(x, mean, deviation),
    mean,
    variance: deviation ** 2,
    lowerTail: (x) => normalTail((mean - x) / deviation),
    upperTail: (x) => normalTail((x - mean) / deviation),
  };
}

/** The law of values that an increasing function maps to standard normal numbers. */
export function translatedLaw(
  normal: (x: number) => number,
  moments: Pick<ContinuousLaw, 'mean' | 'variance'>,
  [low, high]: readonly [number, number],
): ContinuousLaw {
  return {
    ...moments,
    below: (x) => (x <= low ? 0 : x >= high ? 1 : jStat.normal.cdf(normal(x), 0, 1)),
    lowerTail: (x) => normalTail(-normal(x)),
    upperTail: (x) => normalTail(normal(x)),
  };
}

export function truncatedNormal(mean: number, deviation: number, low: number, high: number): ContinuousLaw {
  const { lowerTail, upperTail } = normalLaw(mean, deviation);
  const density = (x: number): number =>
    Math.exp(-(((x - mean) / deviation) ** 2) / 2) / (deviation * Math.sqrt(2 * Math.PI));
  // The tails on the far side of the limits are exact, and so are their differences, to the digits needed.
  const mass =
    low > mean ? upperTail(low) - upperTail(high) : 1 - lowerTail(low) - (high < Infinity ? upperTail(high) : 0);
  const share = (from: number, to: number): number =>
    (from > mean ? upperTail(from) - (to < Infinity ? upperTail(to) : 0) : 1 - lowerTail(from) - upperTail(to)) / mass;
  // From the density at the limits: N. L. Johnson, S. Kotz and N. Balakrishnan, "Continuous Univariate Distributions",
  // vol. 1 (1994), 10.1.
  const [first, last] = [density(low) / mass, high < Infinity ? density(high) / mass : 0];
  const lastMoment = high < Infinity ? (high - mean) * last : 0;
  const shift = deviation ** 2 * (first - last);
  return {
    below: (x) => (x <= low ? 0 : x >= high ? 1 : share(low, x)),
    mean: mean + shift,
    variance: deviation ** 2 * (1 + (low - mean) * first - lastMoment) - shift ** 2,
    lowerTail: (x) => share(low, x),
    upperTail: (x) => (high < Infinity ? share(x, high) : upperTail(x) / mass),
    tails: [1e-3, 1e-6],
  };
}

export function logNormal(logMean: number, logDeviation: number): ContinuousLaw {
  const growth = Math.exp(logDeviation ** 2);
  return translatedLaw(
    (x) => (Math.log(x) - logMean) / logDeviation,
    { mean: Math.exp(logMean) * Math.sqrt(growth), variance: (growth - 1) * growth * Math.exp(2 * logMean) },
    [0, Infinity],
  );
}

/**
 * Moments of Johnson's S_B with δ = 2, which have no closed form, from the midpoints of thin slices of the normal
 * density.
 */
export function bounded(gamma: number): { mean: number; variance: number } {
  let [mean, square] = [0, 0];
  for (let z = -9; z < 9; z += 1e-3) {
    const x = 1 / (1 + Math.exp((gamma - z) / 2));
    const weight = 1e-3 * jStat.normal.pdf(z, 0, 1);
    mean += x * weight;
    square += x * x * weight;
  }
  return { mean, variance: square - mean ** 2 };
}

/** Moments of Johnson's S_U with δ = 2: N. L. Johnson, "Systems of Frequency Curves", Biometrika 36 (1949). */
export function unbounded(gamma: number): { mean: number; variance: number } {
  const w = Math.exp(1 / 4);
  const omega = gamma / 2;
  return { mean: -Math.sqrt(w) * Math.sinh(omega), variance: ((w - 1) / 2) * (w * Math.cosh(2 * omega) + 1) };
}
