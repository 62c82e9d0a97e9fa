import { normalPInverse } from '@disco-engine/mathematics';
import type { Distribution } from '../sampling/distribution.js';
import { CumulativeTable } from '../sampling/cumulative-table.js';

/** What is known of a distribution on the whole numbers from 0 that has one mode. */
export interface CountLaw {
  /** The most likely number, or one beside it. */
  readonly mode: number;
  readonly mean: number;
  readonly deviation: number;
  /** Probability of the mode. */
  readonly modeProbability: () => number;
  /** P(count + 1) / P(count). */
  readonly ratio: (count: number) => number;
  /** P(X ≤ count) and P(X > count) for whole counts of 0 or more. */
  readonly below: (count: number) => number;
  readonly above: (count: number) => number;
}

/** A table of more deviations than this is searched for by the distribution function instead. */
const MOST_DEVIATION = 1000;
/** A probability, of that of the mode, which even the smallest tail of 2^-54 does not notice. */
const NEGLIGIBLE = 2 ** -70;

/** The distribution on counts, by a table where it is narrow and by its distribution function where it is wide. */
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

/** The first count for which the test holds, as it does from there on; looked for around where a normal number would be. */
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
