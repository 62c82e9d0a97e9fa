import { erfc, erfcInverse } from './special.js';

/** Probability that a standard normal number (mean 0, deviation 1) is at most z; accurate even far below 0. */
export function normalP(z: number): number {
  return erfc(-z / Math.SQRT2) / 2;
}

/**
 * The quantile of the standard normal distribution at p; accurate even if p is tiny. For an upper tail q use
 * `-normalPInverse(q)`, which is accurate where 1 - q is not.
 *
 * @param p from 0 to 1; ∓∞ at the ends, NaN outside
 */
export function normalPInverse(p: number): number {
  return -Math.SQRT2 * erfcInverse(2 * p);
}
