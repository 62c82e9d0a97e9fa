import { normalPInverse } from '@disco-engine/mathematics';
import type { Distribution } from '../sampling/distribution.js';
import { CumulativeTable } from '../sampling/cumulative-table.js';

/** A unimodal distribution on the whole numbers from 0. */
export interface CountLaw {
  /** The most likely number, or one next to it. */
  readonly mode: number;
  readonly mean: number;
  readonly deviation: number;
  /** Probability of the mode. */
  readonly modeProbability: () => number;
  /** P(count + 1) / P(count). */
  readonly ratio: (count: number) => number;
  /** P(X ≤ count) and P(X > count) for whole counts of at least 0. */
  readonly below: (count: number) => number;
  readonly above: (count: number) => number;
}

/** Distributions with a larger deviation are inverted by search instead of a table. */
const MOST_DEVIATION = 1000;
/** A probability relative to the mode's that does not affect even the smallest tail, 2^-54. */
const NEGLIGIBLE = 2 ** -70;

/** The distribution on counts: by table if it is narrow, by its distribution function if it is wide. */
export function countDistribution(law: CountLaw): Distribution {
  const { below, above } = law;
  return {
    whole: true,
    ...(law.deviation <= MOST_DEVIATION ? tabled(law) : searched(law)),
    below: (x) => (x >= 0 ? below(Math.floor(x)) : 0),
    above: (x) => (x >= 0 ? above(Math.floor(x)) : 1),
  };
}

type Quantiles = Pick<Distribution, 'lower' | 'upper'>;

function tabled({ mode, modeProbability, ratio }: CountLaw): Quantiles {
  const top = modeProbability();
  const least = top * NEGLIGIBLE;
  const left: number[] = [];
  for (let count = mode, weight = top; count > 0; left.push(weight)) {
    weight /= ratio(--count);
    if (!(weight > least)) break;
  }
  const right: number[] = [];
  for (let count = mode, weight = top; ; right.push(weight)) {
    weight *= ratio(count++);
    if (!(weight > least)) break;
  }
  const first = mode - left.length;
  const table = new CumulativeTable([...left.reverse(), top, ...right]);
  return { lower: (tail) => first + table.lower(tail), upper: (tail) => first + table.upper(tail) };
}

function searched(law: CountLaw): Quantiles {
  const { below, above } = law;
  return {
    lower: (tail) => firstCount(law, normalPInverse(tail), (count) => below(count) >= tail),
    upper: (tail) => firstCount(law, -normalPInverse(tail), (count) => above(count) <= tail),
  };
}

/** The first count that passes a monotone test; the search starts near the normal approximation. */
function firstCount({ mean, deviation }: CountLaw, z: number, holds: (count: number) => boolean): number {
  let low = Math.max(0, Math.floor(mean + z * deviation));
  let high = low;
  let step = Math.ceil(deviation / 64);
  if (holds(high)) {
    while (low >= 0 && holds(low)) {
      high = low;
      low -= step;
      step *= 4;
    }
    low = Math.max(low, -1);
  } else {
    while (!holds(high)) {
      low = high;
      high += step;
      step *= 4;
    }
  }
  while (high - low > 1) {
    const middle = low + Math.floor((high - low) / 2);
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return high;
}
