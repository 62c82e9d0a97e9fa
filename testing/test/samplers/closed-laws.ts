import jstat from 'jstat';
import type { ContinuousLaw } from './law.js';

const gammaFunction = (x: number): number => Math.exp(jstat.jStat.gammaln(x));
const clamp = (share: number): number => Math.min(1, Math.max(0, share));

export const uniform: ContinuousLaw = {
  below: clamp,
  mean: 1 / 2,
  variance: 1 / 12,
  lowerTail: (x) => x,
  upperTail: (x) => 1 - x,
};

export function triangular(low: number, mode: number, high: number): ContinuousLaw {
  const rising = (x: number): number => (x - low) ** 2 / ((high - low) * (mode - low));
  const falling = (x: number): number => (high - x) ** 2 / ((high - low) * (high - mode));
  return {
    below: (x) => (x <= low ? 0 : x < mode ? rising(x) : x < high ? 1 - falling(x) : 1),
    mean: (low + mode + high) / 3,
    variance: (low ** 2 + mode ** 2 + high ** 2 - low * mode - low * high - mode * high) / 18,
    lowerTail: (x) => (mode > low ? rising(x) : ((x - low) * (2 * high - x - low)) / (high - low) ** 2),
    upperTail: falling,
  };
}

export function weibull(shape: number, scale: number): ContinuousLaw {
  const [first, second] = [gammaFunction(1 + 1 / shape), gammaFunction(1 + 2 / shape)];
  const below = (x: number): number => -Math.expm1(-((x / scale) ** shape));
  return {
    below,
    mean: scale * first,
    variance: scale ** 2 * (second - first ** 2),
    lowerTail: below,
    upperTail: (x) => Math.exp(-((x / scale) ** shape)),
  };
}

export function truncatedWeibull(shape: number, scale: number, low: number, high: number): ContinuousLaw {
  const above = (x: number): number => Math.exp(-((x / scale) ** shape));
  const share = (from: number, to: number): number => (above(from) - above(to)) / (above(low) - above(high));
  const moment = (power: number): number => {
    // The midpoints of many thin slices.
    const slices = 100_000;
    const width = (high - low) / slices;
    let sum = 0;
    for (let slice = 0; slice < slices; slice++) {
      const from = low + slice * width;
      sum += (from + width / 2) ** power * share(from, from + width);
    }
    return sum;
  };
  return {
    below: (x) => clamp(share(low, x)),
    mean: moment(1),
    variance: moment(2) - moment(1) ** 2,
    lowerTail: (x) => share(low, x),
    upperTail: (x) => share(x, high),
    tails: [1e-3, 1e-6],
  };
}

export function pareto(shape: number, minimum: number): ContinuousLaw {
  const mean = (shape * minimum) / (shape - 1);
  return {
    below: (x) => (x > minimum ? 1 - (minimum / x) ** shape : 0),
    mean,
    variance: (minimum ** 2 * shape) / ((shape - 1) ** 2 * (shape - 2)),
    lowerTail: (x) => -Math.expm1(-shape * Math.log1p((x - minimum) / minimum)),
    upperTail: (x) => (minimum / x) ** shape,
  };
}

export const logistic: ContinuousLaw = {
  below: (x) => 1 / (1 + Math.exp(-x)),
  mean: 0,
  variance: Math.PI ** 2 / 3,
  lowerTail: (x) => 1 / (1 + Math.exp(-x)),
  upperTail: (x) => 1 / (1 + Math.exp(x)),
};

export const cauchy: ContinuousLaw = {
  below: (x) => 1 / 2 + Math.atan(x) / Math.PI,
  mean: NaN,
  variance: NaN,
  lowerTail: (x) => Math.atan2(1, -x) / Math.PI,
  upperTail: (x) => Math.atan2(1, x) / Math.PI,
};

/** Uniform between two adjacent edges, with weights. */
export function pieces(edges: readonly number[], weights: readonly number[]): ContinuousLaw {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const over = (of: (from: number, to: number) => number): number =>
    weights.reduce((sum, weight, i) => sum + (weight / total) * of(edges[i] ?? NaN, edges[i + 1] ?? NaN), 0);
  const mean = over((from, to) => (from + to) / 2);
  return {
    below: (x) => over((from, to) => (x >= to ? 1 : clamp((x - from) / (to - from)))),
    mean,
    variance: over((from, to) => (from ** 2 + from * to + to ** 2) / 3) - mean ** 2,
  };
}

/** P. Hall, "The Distribution of Means for Samples of Size N Drawn from a Population in which the Variate Takes Values Between 0 and 1", Biometrika 19 (1927). */
export function uniformSum(count: number, scale: number): ContinuousLaw {
  return {
    below: (value) => {
      const x = value / scale;
      let [sum, ways, factorial] = [0, 1, 1];
      for (let k = 0; k <= count && k < x; k++) {
        sum += (k % 2 === 0 ? 1 : -1) * ways * (x - k) ** count;
        ways = (ways * (count - k)) / (k + 1);
      }
      for (let k = 2; k <= count; k++) factorial *= k;
      return x >= count ? 1 : sum / factorial;
    },
    mean: (scale * count) / 2,
    variance: (scale ** 2 * count) / 12,
  };
}
