/**
 * A distribution on the numbers, described from both ends, so that tiny tail probabilities are exact. Tails are probabilities
 * above 0 and at most 1/2.
 */
export interface Distribution {
  /** The least value x with P(X ≤ x) ≥ tail. */
  lower(tail: number): number;

  /** The least value x with P(X > x) ≤ tail. */
  upper(tail: number): number;

  /** P(X ≤ x). */
  below(x: number): number;

  /** P(X > x). */
  above(x: number): number;

  /** Whether all values are whole numbers. */
  readonly whole?: boolean;
}
