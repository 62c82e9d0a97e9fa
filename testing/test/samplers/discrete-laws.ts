import jstat from 'jstat';

const { jStat } = jstat;

/** A distribution on equally spaced numbers, as defined in textbooks. */
export interface DiscreteLaw {
  /** The probability of a value. */
  probability(value: number): number;
  /** The values that matter: all, or those beyond which less than 1e-15 remains at each end. */
  readonly from: number;
  readonly to: number;
  /** Distance between two values. Default 1. */
  readonly step?: number;
}

/**
 * The laws that the samplers of `SAMPLER_CASES` should follow. The factor multiplies one of the parameters: 1, or
 * another for a wrong law.
 */
export const DISCRETE_LAWS: ReadonlyMap<string, (factor: number) => DiscreteLaw> = new Map<
  string,
  (factor: number) => DiscreteLaw
>([
  // Doubles of this size are 1/8 apart; a number between two of them is rounded to the nearer one, but never to the
  // limit.
  ['uniform(1e15, 1e15 + 8)', (f) => ({ ...evenly(1e15, 1 / 8, 64, f), step: 1 / 8 })],
  ['integer(-3, 6)', (f) => interval(-3, 10 * f)],
  ['bernoulli(0.3)', (f) => binomial(1, 0.3 * f)],
  ['binomial(10, 0.3)', (f) => binomial(10, 0.3 * f)],
  ['binomial(1000, 0.4)', (f) => binomial(1000, 0.4 * f)],
  ['binomial(10 000 000, 0.5)', (f) => binomial(10_000_000, 0.5 * f)],
  ['geometric(0.25)', (f) => geometric(0.25 * f)],
  ['negativeBinomial(2.5, 0.3)', (f) => negativeBinomial(2.5 * f, 0.3)],
  ['poisson(0.1)', (f) => poisson(0.1 * f)],
  ['poisson(2.5)', (f) => poisson(2.5 * f)],
  ['poisson(80)', (f) => poisson(80 * f)],
  ['poisson(3 000 000)', (f) => poisson(3_000_000 * f)],
  ['discrete', (f) => weighted({ 1: f, 2: 2, 5: 3 })],
  ['truncated poisson', (f) => within(poisson(3 * f), 1, 5)],
  ['choice', (f) => weighted({ 1: 2 * f, 3: 1, 4: 1, 5: 1 })],
  ['weightedChoice', (f) => weighted({ 1: 2 * f, 2: 1 })],
]);

/** Number of widths on either side of the mean; beyond them lies less than 1e-15 of a normal distribution. */
const WIDTHS = 9;

function around(mean: number, deviation: number, probability: (value: number) => number, most = Infinity): DiscreteLaw {
  return {
    probability,
    from: Math.max(0, Math.floor(mean - WIDTHS * deviation)),
    to: Math.min(most, Math.ceil(mean + WIDTHS * deviation + 40)),
  };
}

/**
 * `count` values from `low` on; the first has half the probability of the others, and the last has one and a half times
 * as much.
 *
 * @param factor by how much the first one and the first half of all are overweighted
 */
function evenly(low: number, step: number, count: number, factor: number): DiscreteLaw {
  const weight = (place: number): number => (place === 0 ? 0.5 : place === count - 1 ? 1.5 : 1);
  const skewed = (place: number): number => weight(place) * (place < count / 2 ? factor : 1);
  const total = Array.from({ length: count }, (_, place) => skewed(place)).reduce((sum, share) => sum + share, 0);
  return {
    probability: (value) => skewed(Math.round((value - low) / step)) / total,
    from: low,
    to: low + (count - 1) * step,
  };
}

/** The whole parts of numbers distributed uniformly over an interval. */
function interval(low: number, width: number): DiscreteLaw {
  return {
    probability: (value) => Math.min(1, low + width - value) / width,
    from: low,
    to: Math.ceil(low + width) - 1,
  };
}

function binomial(trials: number, probability: number): DiscreteLaw {
  const mean = trials * probability;
  return around(
    mean,
    Math.sqrt(mean * (1 - probability)),
    (successes) =>
      Math.exp(
        logWays(trials, successes) +
          successes * Math.log(probability) +
          (trials - successes) * Math.log1p(-probability),
      ),
    trials,
  );
}

function logWays(trials: number, successes: number): number {
  return jStat.gammaln(trials + 1) - jStat.gammaln(successes + 1) - jStat.gammaln(trials - successes + 1);
}

function geometric(probability: number): DiscreteLaw {
  return { probability: (trials) => probability * (1 - probability) ** (trials - 1), from: 1, to: 200 };
}

/** Failures before a given number of successes. */
function negativeBinomial(successes: number, probability: number): DiscreteLaw {
  return {
    probability: (failures) =>
      Math.exp(
        jStat.gammaln(failures + successes) -
          jStat.gammaln(failures + 1) -
          jStat.gammaln(successes) +
          successes * Math.log(probability) +
          failures * Math.log1p(-probability),
      ),
    from: 0,
    to: 200,
  };
}

function poisson(mean: number): DiscreteLaw {
  return around(mean, Math.sqrt(mean), (count) => Math.exp(count * Math.log(mean) - mean - jStat.gammaln(count + 1)));
}

function weighted(weights: Readonly<Record<number, number>>): DiscreteLaw {
  const values = Object.keys(weights).map(Number);
  const total = values.reduce((sum, value) => sum + (weights[value] ?? 0), 0);
  return {
    probability: (value) => (weights[value] ?? 0) / total,
    from: Math.min(...values),
    to: Math.max(...values),
  };
}

function within(law: DiscreteLaw, from: number, to: number): DiscreteLaw {
  let total = 0;
  for (let value = from; value <= to; value++) total += law.probability(value);
  return { probability: (value) => law.probability(value) / total, from, to };
}
