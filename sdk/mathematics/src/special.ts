import * as library from './library.js';

/** The gamma function Γ(x); Γ(n + 1) = n! for a whole n. Infinite from 171.62 on. */
export const gamma: (x: number) => number = library.gamma;

/** ln |Γ(x)|; +∞ at 0 and at negative whole numbers. */
export const logGamma: (x: number) => number = library.gammaln;

/** The error function: the probability that a normal number of variance 1/2 lies within ±x. */
export const erf: (x: number) => number = library.erf;

/** 1 - erf(x), accurate even if that is tiny. */
export const erfc: (x: number) => number = library.erfc;

/** The x whose `erfc` is y; NaN outside [0, 2]. */
export const erfcInverse: (y: number) => number = library.erfcinv;

/**
 * Regularized lower incomplete gamma function P(shape, x): the probability that a gamma number of that shape and scale 1 is at
 * most x. From stdlib, after Boost; the relative error is about 1e-14 up to a shape of 1,000, and grows with its square root
 * beyond.
 *
 * @param shape finite, > 0; NaN otherwise
 * @param x at least 0; NaN otherwise
 */
export function gammaP(shape: number, x: number): number {
  return shape > 0 && x >= 0 ? library.gammainc(x, shape, true, false) : NaN;
}

/** Regularized upper incomplete gamma function Q(shape, x) = 1 - P(shape, x), accurate even if that is tiny. */
export function gammaQ(shape: number, x: number): number {
  return shape > 0 && x >= 0 ? library.gammainc(x, shape, true, true) : NaN;
}

/**
 * The x with P(shape, x) = p. From stdlib, after A. Gil, J. Segura and N. M. Temme, "Efficient and accurate algorithms for the
 * computation and inversion of the incomplete gamma function ratios", SIAM J. Sci. Comput. 34(6), 2012.
 *
 * @param shape finite, > 0; NaN otherwise
 * @param p from 0 to 1; NaN otherwise
 */
export function gammaPInverse(shape: number, p: number): number {
  return library.gammaincinv(p, shape, false);
}

/** The x with Q(shape, x) = q; accurate even if q is so tiny that 1 - q would be 1. */
export function gammaQInverse(shape: number, q: number): number {
  return library.gammaincinv(q, shape, true);
}

/**
 * Regularized incomplete beta function I(x; a, b): the probability that a beta number of the shapes a and b is at most x. From
 * stdlib, after Boost.
 *
 * @param a finite, > 0; NaN otherwise
 * @param b finite, > 0; NaN otherwise
 * @param x from 0 to 1; NaN otherwise
 */
export function betaP(a: number, b: number, x: number): number {
  return a > 0 && b > 0 && x >= 0 && x <= 1 ? library.kernelBetainc(x, a, b, true, false)[0] : NaN;
}

/** 1 - I(x; a, b), accurate even if that is tiny. */
export function betaQ(a: number, b: number, x: number): number {
  return a > 0 && b > 0 && x >= 0 && x <= 1 ? library.kernelBetainc(x, a, b, true, true)[0] : NaN;
}

/**
 * The x with I(x; a, b) = p.
 *
 * @param a finite, > 0; NaN otherwise
 * @param b finite, > 0; NaN otherwise
 * @param p from 0 to 1; NaN otherwise
 */
export function betaPInverse(a: number, b: number, p: number): number {
  if (!(a > 0 && b > 0 && p >= 0 && p <= 1)) return NaN;
  if (a === 1 && b === 1) return p;
  return library.kernelBetaincinv(a, b, p, 1 - p)[0];
}

/** The x with 1 - I(x; a, b) = q; accurate even if q is tiny. */
export function betaQInverse(a: number, b: number, q: number): number {
  if (!(a > 0 && b > 0 && q >= 0 && q <= 1)) return NaN;
  if (a === 1 && b === 1) return 1 - q;
  return library.kernelBetaincinv(a, b, 1 - q, q)[0];
}
