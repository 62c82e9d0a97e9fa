/** A distribution as its textbook has it. */
export interface ContinuousLaw {
  /** P(X ≤ x), to six digits or more. */
  below(x: number): number;
  /** NaN where there is none, or where a sample says nothing about it. */
  readonly mean: number;
  readonly variance: number;
  /** P(X ≤ x) and P(X > x) for small ones, with a small relative error; left out where doubles cannot tell them. */
  readonly lowerTail?: ((x: number) => number) | undefined;
  readonly upperTail?: ((x: number) => number) | undefined;
  /** At which tails to compare quantiles, in place of `TAILS`. */
  readonly tails?: readonly number[];
  /** At which shares to look how many values lie beyond, in place of `OUTER`. */
  readonly outer?: readonly number[];
}

/** How small the tails are at which quantiles are compared. */
export const TAILS = [1e-3, 1e-6, 1e-10];

/** Beyond which shares of a distribution the values of a sample are counted. */
export const OUTER = [0.001, 0.999];

/** A law of X, as one of location + scale · X. */
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

/** Both tails, of laws that have them. */
export interface Tails {
  lowerTail(x: number): number;
  upperTail(x: number): number;
}
