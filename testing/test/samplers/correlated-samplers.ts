import type { RandomStream } from '@disco-engine/kernel';
import { distributions as d, type Sampler } from '@disco-engine/sdk';

/** A sampler with a factor that increases one of its parameters. */
export interface CorrelatedSampler {
  readonly make: (stream: RandomStream, factor: number) => Sampler;
  /**
   * What antithetic draws achieve if a distribution is too skewed for a linear correlation of -0.6, which no other
   * pairs of draws could reach either (W. Hoeffding, "Maßstabinvariante Korrelationstheorie", 1940). 'rank': their
   * ranks are opposite. A number: the linear correlation, for distributions with so few values that ranks say no more.
   */
  readonly antithetic?: 'rank' | number;
  /** The correlation with draws whose parameter is 10 % greater, by theory, if it is less than 0.95. */
  readonly greater?: number;
}

const skewed = (make: CorrelatedSampler['make']): CorrelatedSampler => ({ make, antithetic: 'rank' });

export const CORRELATED_SAMPLERS: ReadonlyMap<string, CorrelatedSampler> = new Map<string, CorrelatedSampler>([
  ['uniform(-2, 4)', { make: (s, f) => d.uniform(s, { low: -2, high: 4 * f }) }],
  ['uniform(1e15, 1e15 + 8)', { make: (s, f) => d.uniform(s, { low: 1e15, high: 1e15 + 8 * f }) }],
  ['triangular(0, 1, 4)', { make: (s, f) => d.triangular(s, { low: 0, mode: 1, high: 4 * f }) }],
  ['pert(0, 1, 4)', { make: (s, f) => d.pert(s, { low: 0, mode: 1, high: 4 * f }) }],
  ['beta(2, 3)', { make: (s, f) => d.beta(s, { alpha: 2 * f, beta: 3 }) }],
  ['beta(0.5, 0.5)', { make: (s, f) => d.beta(s, { alpha: 0.5 * f, beta: 0.5 }) }],
  ['beta(0.001, 0.001)', { make: (s, f) => d.beta(s, { alpha: 0.001 * f, beta: 0.001 }) }],
  ['beta(300, 0.2)', skewed((s, f) => d.beta(s, { alpha: 300 * f, beta: 0.2 }))],
  ['exponential(3)', { make: (s, f) => d.exponential(s, { mean: 3 * f }) }],
  ['gamma(0.01, 10)', skewed((s, f) => d.gamma(s, { shape: 0.01 * f, scale: 10 }))],
  ['gamma(0.7, 2)', skewed((s, f) => d.gamma(s, { shape: 0.7 * f, scale: 2 }))],
  ['gamma(4.5, 2)', { make: (s, f) => d.gamma(s, { shape: 4.5 * f, scale: 2 }) }],
  ['gamma(1000, 2)', { make: (s, f) => d.gamma(s, { shape: 1000 * f, scale: 2 }) }],
  ['erlang(3, 1)', { make: (s, f) => d.erlang(s, { shape: 3, scale: f }) }],
  ['weibull(2, 3)', { make: (s, f) => d.weibull(s, { shape: 2 * f, scale: 3 }) }],
  ['weibull(0.5, 3)', skewed((s, f) => d.weibull(s, { shape: 0.5 * f, scale: 3 }))],
  ['pareto(6, 2)', skewed((s, f) => d.pareto(s, { shape: 6 * f, minimum: 2 }))],
  ['normal(-1, 2)', { make: (s, f) => d.normal(s, { mean: -1, deviation: 2 * f }) }],
  ['truncatedNormal(1, 1, 0)', { make: (s, f) => d.truncatedNormal(s, { mean: f, deviation: 1, low: 0 }) }],
  [
    'truncatedNormal(0, 1, 10, 11)',
    { make: (s, f) => d.truncatedNormal(s, { mean: 0, deviation: f, low: 10, high: 11 }) },
  ],
  ['logNormal(1, 0.5)', { make: (s, f) => d.logNormal(s, { logMean: 1, logDeviation: 0.5 * f }) }],
  ['logNormal of mean 10, deviation 4', { make: (s, f) => d.logNormal(s, { mean: 10 * f, deviation: 4 }) }],
  ['logistic(1, 2)', { make: (s, f) => d.logistic(s, { location: 1, scale: 2 * f }) }],
  ['cauchy(5, 2)', skewed((s, f) => d.cauchy(s, { location: 5, scale: 2 * f }))],
  ['student(0.5)', skewed((s, f) => d.student(s, { freedom: 0.5 * f }))],
  ['student(3)', { make: (s, f) => d.student(s, { freedom: 3 * f }) }],
  ['student(200, 1, 2)', { make: (s, f) => d.student(s, { freedom: 200, location: 1, scale: 2 * f }) }],
  ['johnsonBounded(1, 2)', { make: (s, f) => d.johnsonBounded(s, { gamma: f, delta: 2, location: 0, scale: 1 }) }],
  ['johnsonUnbounded(1, 2)', { make: (s, f) => d.johnsonUnbounded(s, { gamma: f, delta: 2, location: 0, scale: 1 }) }],
  ['empirical', { make: (s, f) => d.empirical(s, { observations: [4, 1, 2, 8, 8, 9 * f] }) }],
  ['histogram', { make: (s, f) => d.histogram(s, { edges: [0, 1, 3, 4], weights: [f, 0, 2.5] }) }],
  // Their only parameter determines the number of draws per value, so a different one breaks the synchronization.
  ['irwinHall(5)', { make: (s) => d.irwinHall(s, { count: 5 }) }],
  ['bates(5)', { make: (s) => d.bates(s, { count: 5 }) }],
  ['truncated weibull', { make: (s, f) => d.truncated(d.weibull(s, { shape: 2, scale: 3 * f }), { low: 1, high: 4 }) }],
  ['integer(-3, 6)', { make: (s, f) => d.integer(s, { low: -3, high: Math.round(6 * f) }) }],
  ['bernoulli(0.3)', { make: (s, f) => d.bernoulli(s, { probability: 0.3 * f }), antithetic: -3 / 7, greater: 0.933 }],
  ['binomial(10, 0.3)', { make: (s, f) => d.binomial(s, { trials: 10, probability: 0.3 * f }) }],
  ['binomial(1000, 0.4)', { make: (s, f) => d.binomial(s, { trials: 1000, probability: 0.4 * f }) }],
  ['binomial(10 000 000, 0.5)', { make: (s, f) => d.binomial(s, { trials: 10_000_000, probability: 0.5 * f }) }],
  ['geometric(0.25)', { make: (s, f) => d.geometric(s, { probability: 0.25 * f }) }],
  ['negativeBinomial(2.5, 0.3)', { make: (s, f) => d.negativeBinomial(s, { successes: 2.5 * f, probability: 0.3 }) }],
  ['poisson(0.1)', { make: (s, f) => d.poisson(s, { mean: 0.1 * f }), antithetic: -0.1, greater: 0.947 }],
  ['poisson(2.5)', { make: (s, f) => d.poisson(s, { mean: 2.5 * f }) }],
  ['poisson(80)', { make: (s, f) => d.poisson(s, { mean: 80 * f }) }],
  ['poisson(3 000 000)', { make: (s, f) => d.poisson(s, { mean: 3_000_000 * f }) }],
  ['discrete', { make: (s, f) => d.discrete(s, { values: [1, 2, 5], weights: [1, 2 * f, 3] }) }],
  ['truncated poisson', { make: (s, f) => d.truncated(d.poisson(s, { mean: 3 * f }), { low: 1, high: 5 }) }],
  ['choice', { make: (s) => d.choice(s, [1, 3, 4, 5, 9]) }],
  ['weightedChoice', { make: (s, f) => d.weightedChoice(s, [1, 2, 7], [2 * f, 0, 3]) }],
  ['arrivals, constant by the day', { make: (s, f) => gaps(s, 'constant', f) }],
  ['arrivals, linear by the day', { make: (s, f) => gaps(s, 'linear', f) }],
]);

/** The time from 8 o'clock until the first arrival. */
function gaps(stream: RandomStream, between: 'constant' | 'linear', factor: number): Sampler {
  const rates = [0, 2, 5, 0.5].map((rate) => rate * factor);
  const arrivals = d.arrivals(stream, { times: [0, 9, 12, 18], rates, between, period: 24 });
  return { sample: () => arrivals.gapAfter(8), state: () => [], restore: () => undefined };
}
