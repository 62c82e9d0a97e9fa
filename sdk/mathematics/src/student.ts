import { kernelBetaincinv } from './library.js';
import { normalP, normalPInverse } from './normal.js';
import { betaP, betaQ } from './special.js';

/**
 * Probability that a Student-distributed number is at most t.
 *
 * @param freedom degrees of freedom; > 0, ∞ is the normal distribution; NaN otherwise
 */
export function studentP(freedom: number, t: number): number {
  if (freedom === Infinity) return normalP(t);
  if (!(freedom > 0) || Number.isNaN(t)) return NaN;
  const tail = tailBeyond(freedom, Math.abs(t));
  return t > 0 ? 1 - tail : tail;
}

/**
 * The quantile of Student's distribution at p; accurate even if p is tiny. For an upper tail q use `-studentPInverse(freedom,
 * q)`.
 *
 * @param freedom degrees of freedom; > 0, ∞ is the normal distribution; NaN otherwise
 * @param p from 0 to 1; ∓∞ at the ends, NaN outside
 */
export function studentPInverse(freedom: number, p: number): number {
  if (freedom === Infinity) return normalPInverse(p);
  if (!(freedom > 0 && p >= 0 && p <= 1)) return NaN;
  return p <= 0.5 ? -fromTail(freedom, p) : fromTail(freedom, 1 - p);
}

/**
 * P(T > t) for t ≥ 0: half the probability that a beta number of the shapes freedom/2 and 1/2 is at most freedom / (freedom +
 * t²).
 */
function tailBeyond(freedom: number, t: number): number {
  const square = t * t;
  return square < freedom
    ? betaQ(0.5, freedom / 2, square / (freedom + square)) / 2
    : betaP(freedom / 2, 0.5, freedom / (freedom + square)) / 2;
}

/**
 * The t ≥ 0 with P(T > t) = q. The library returns a beta number and its complement, each accurate where it is small. Of the
 * two possible forms, this uses the one whose beta number does not come too close to 1.
 */
function fromTail(freedom: number, q: number): number {
  if (freedom < MANY) {
    const [below = NaN, above = NaN]: readonly number[] = kernelBetaincinv(freedom / 2, 0.5, 2 * q, 1 - 2 * q);
    return Math.sqrt((freedom * above) / below);
  }
  const [above = NaN, below = NaN]: readonly number[] = kernelBetaincinv(0.5, freedom / 2, 1 - 2 * q, 2 * q);
  return Math.sqrt((freedom * above) / below);
}

const MANY = 50;
