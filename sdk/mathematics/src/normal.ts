import { erfc, erfcInverse } from './special.js';

/** Probability that a standard normal number (mean 0, deviation 1) is at most z; exact also far below 0. */
export function normalP(z: number): number {
  return erfc(-z / Math.SQRT2) / 2;
}

/**
 * The z that a standard normal number stays below with probability p; exact also where p is tiny. For an upper tail q take
 * `-normalPInverse(q)`, which is exact where 1 - q is not.
 *
 * @param p from 0 to 1; ∓∞ at these, NaN outside
 */
export function normalPInverse(p: number): number {
  return -Math.SQRT2 * erfcInverse(2 * p);
}
