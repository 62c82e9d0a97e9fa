/** A source of uniform random numbers. Equal streams give equal draws on every machine. */
export interface Randomness {
  /** The next draw: a whole number from 0 to 2^32 - 1, all equally likely. */
  uint32(): number;

  /** A number from 0 (included) to 1 (excluded), a multiple of 2^-53. Takes two draws. */
  uniform(): number;

  /**
   * A whole number from 0 (included) to n (excluded), all exactly equally likely.
   *
   * @param n whole number from 1 to 2^32
   * @throws DiscoError ARGUMENT_INVALID for any other n
   */
  below(n: number): number;
}
