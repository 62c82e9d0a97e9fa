/** A distribution as defined in textbooks. */
export interface ContinuousLaw {
  /** P(X ≤ x), to six digits or more. */
  below(x: number): number;
  /** NaN if there is none, or if a sample says nothing about it. */
  readonly mean: number;
  readonly variance: number;
  /**
   * P(X ≤ x) and P(X > x) for small probabilities, with a small relative error; omitted if doubles cannot represent
   * them.
   */
  readonly lowerTail?: ((x: number) => number) | undefined;
  readonly upperTail?: ((x: number) => number) | undefined;
  /** The tails at which to compare quantiles, instead of `TAILS`. */
  readonly tails?: readonly number[];
  /** The shares beyond which to count values, instead of `OUTER`. */
  readonly outer?: readonly number[];
}

/** The tails at which quantiles are compared. */
export const TAILS = [1e-3, 1e-6, 1e-10];

/** The shares of a distribution beyond which the values of a sample are counted. */
export const OUTER = [0.001, 0.999];

/** Turns a law of X into the law of location + scale · X. */
export function scaledLaw(law: ContinuousLaw, location: number, scale: number): ContinuousLaw {
  const { lowerTail, upperTail } = law;
  const standard = (x: number): number => (x - location) / scale;
  return {
    ...law,
    below: (x) => law.below(standard(x)),
    mean: location + scale * law.mean,
    variance: scale ** 2 * law.variance,
    lowerTail: lowerTail && ((x) => lowerTail(standard(x))),
    upperTail: upperTail && ((x) => upperTail(standard(x))),
  };
}

/** Both tails, for laws that have them. */
export interface Tails {
  lowerTail(x: number): number;
  upperTail(x: number): number;
}
