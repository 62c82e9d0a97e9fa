/**
 * A distribution on the numbers, told from both ends, so that what is tiny in one tail is exact there. Tails are probabilities
 * above 0 and up to 1/2.
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
