import jstat from 'jstat';
import { type ContinuousLaw, scaledLaw, type Tails } from './law.js';
import { beyond, within } from './tail-integral.js';

const { jStat } = jstat;

/**
 * The tails of a distribution on the positive numbers, from its density.
 *
 * @param exponent exponent of x in P(X ≤ x) near 0. If it is small, values near 0 are too small for a double; there,
 * P(X ≤ x) is a power of x
 */
function positiveLaw(density: (x: number) => number, exponent: number): Tails & Pick<ContinuousLaw, 'tails'> {
  const power = (x: number): number => (density(x) * x) / exponent;
  const small = exponent < 0.1;
  return {
    lowerTail: (x) => (small ? power(x) : within(x, (distance) => density(distance))),
    upperTail: (x) => beyond((distance) => density(x + distance)),
    ...(small ? { tails: [0.1, 1e-2, 1e-3] } : {}),
  };
}

/** By integrating its density; jStat provides the bulk. */
export function gamma(shape: number, scale: number): ContinuousLaw {
  const logConstant = -jStat.gammaln(shape);
  return scaledLaw(
    {
      ...positiveLaw((x) => Math.exp(logConstant + (shape - 1) * Math.log(x) - x), shape),
      // A value of 0 stands for one that was too small for a double.
      below: (x) => (x >= 0 ? jStat.gamma.cdf(Math.max(x, Number.MIN_VALUE), shape, 1) : 0),
      mean: shape,
      variance: shape,
    },
    0,
    scale,
  );
}

export function betaLaw(a: number, b: number): ContinuousLaw {
  const logConstant = jStat.gammaln(a + b) - jStat.gammaln(a) - jStat.gammaln(b);
  const density = (x: number, complement: number): number =>
    Math.exp(logConstant + (a - 1) * Math.log(x) + (b - 1) * Math.log(complement));
  const nearZero = positiveLaw((x) => density(x, 1 - x), a);
  // Near 1, doubles are too far apart for small tails, unless the density falls towards 1.
  const upperTail = (x: number): number => within(1 - x, (distance) => density(1 - distance, distance));
  return {
    below: (x) => (x < 0 ? 0 : x >= 1 ? 1 : jStat.beta.cdf(Math.max(x, Number.MIN_VALUE), a, b)),
    mean: a / (a + b),
    variance: (a * b) / ((a + b) ** 2 * (a + b + 1)),
    lowerTail: nearZero.lowerTail,
    ...(b > 1 ? { upperTail } : {}),
    // With small shapes, many values are closer to the limits than doubles are to each other.
    ...(a < 0.1 ? { tails: [0.45, 0.4, 0.3], outer: [0.4] } : b < 0.5 ? { outer: [0.001] } : {}),
  };
}

export function pert(low: number, mode: number, high: number, weight: number): ContinuousLaw {
  const width = high - low;
  return scaledLaw(betaLaw(1 + (weight * (mode - low)) / width, 1 + (weight * (high - mode)) / width), low, width);
}

export function studentLaw(freedom: number): ContinuousLaw {
  const logConstant = jStat.gammaln((freedom + 1) / 2) - jStat.gammaln(freedom / 2) - Math.log(freedom * Math.PI) / 2;
  const tail = (x: number): number =>
    beyond((distance) => Math.exp(logConstant - ((freedom + 1) / 2) * Math.log1p((x + distance) ** 2 / freedom)));
  return {
    below: (x) => jStat.studentt.cdf(x, freedom),
    mean: freedom > 1 ? 0 : NaN,
    variance: freedom > 2 ? freedom / (freedom - 2) : NaN,
    lowerTail: (x) => tail(-x),
    upperTail: tail,
  };
}
