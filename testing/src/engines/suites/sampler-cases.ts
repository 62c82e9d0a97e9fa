import type { Randomness } from '@disco-engine/kernel';
import { distributions as d, type Sampler } from '@disco-engine/sdk';

type Make = (stream: Randomness) => Sampler;

/** Every sampler of the SDK, by its call: with ordinary parameters, and at their limits. */
export const SAMPLER_CASES: ReadonlyMap<string, Make> = new Map<string, Make>([
  ['uniform(-2, 4)', (s) => d.uniform(s, { low: -2, high: 4 })],
  ['uniform(1e15, 1e15 + 8)', (s) => d.uniform(s, { low: 1e15, high: 1e15 + 8 })],
  ['triangular(0, 1, 4)', (s) => d.triangular(s, { low: 0, mode: 1, high: 4 })],
  ['triangular(2, 2, 5)', (s) => d.triangular(s, { low: 2, mode: 2, high: 5 })],
  ['pert(0, 1, 4)', (s) => d.pert(s, { low: 0, mode: 1, high: 4 })],
  ['pert(1, 3, 3.5, weight 8)', (s) => d.pert(s, { low: 1, mode: 3, high: 3.5, weight: 8 })],
  ['beta(2, 3)', (s) => d.beta(s, { alpha: 2, beta: 3 })],
  ['beta(0.5, 0.5)', (s) => d.beta(s, { alpha: 0.5, beta: 0.5 })],
  ['beta(0.001, 0.001)', (s) => d.beta(s, { alpha: 0.001, beta: 0.001 })],
  ['beta(300, 0.2)', (s) => d.beta(s, { alpha: 300, beta: 0.2 })],
  ['exponential(3)', (s) => d.exponential(s, { mean: 3 })],
  ['gamma(0.01, 10)', (s) => d.gamma(s, { shape: 0.01, scale: 10 })],
  ['gamma(0.7, 2)', (s) => d.gamma(s, { shape: 0.7, scale: 2 })],
  ['gamma(4.5, 2)', (s) => d.gamma(s, { shape: 4.5, scale: 2 })],
  ['gamma(1000, 2)', (s) => d.gamma(s, { shape: 1000, scale: 2 })],
  ['erlang(3, 1)', (s) => d.erlang(s, { shape: 3, scale: 1 })],
  ['weibull(2, 3)', (s) => d.weibull(s, { shape: 2, scale: 3 })],
  ['weibull(0.5, 3)', (s) => d.weibull(s, { shape: 0.5, scale: 3 })],
  ['pareto(6, 2)', (s) => d.pareto(s, { shape: 6, minimum: 2 })],
  ['normal(-1, 2)', (s) => d.normal(s, { mean: -1, deviation: 2 })],
  ['truncatedNormal(1, 1, 0)', (s) => d.truncatedNormal(s, { mean: 1, deviation: 1, low: 0 })],
  ['truncatedNormal(0, 1, 10, 11)', (s) => d.truncatedNormal(s, { mean: 0, deviation: 1, low: 10, high: 11 })],
  ['logNormal(1, 0.5)', (s) => d.logNormal(s, { logMean: 1, logDeviation: 0.5 })],
  ['logNormal of mean 10, deviation 4', (s) => d.logNormal(s, { mean: 10, deviation: 4 })],
  ['logistic(1, 2)', (s) => d.logistic(s, { location: 1, scale: 2 })],
  ['cauchy(5, 2)', (s) => d.cauchy(s, { location: 5, scale: 2 })],
  ['student(0.5)', (s) => d.student(s, { freedom: 0.5 })],
  ['student(3)', (s) => d.student(s, { freedom: 3 })],
  ['student(200, 1, 2)', (s) => d.student(s, { freedom: 200, location: 1, scale: 2 })],
  ['johnsonBounded(1, 2)', (s) => d.johnsonBounded(s, { gamma: 1, delta: 2, location: 0, scale: 1 })],
  ['johnsonUnbounded(1, 2)', (s) => d.johnsonUnbounded(s, { gamma: 1, delta: 2, location: 0, scale: 1 })],
  ['empirical', (s) => d.empirical(s, { observations: [4, 1, 2, 8, 8, 9] })],
  ['histogram', (s) => d.histogram(s, { edges: [0, 1, 3, 4], weights: [1, 0, 2.5] })],
  ['irwinHall(5)', (s) => d.irwinHall(s, { count: 5 })],
  ['bates(5)', (s) => d.bates(s, { count: 5 })],
  ['integer(-3, 6)', (s) => d.integer(s, { low: -3, high: 6 })],
  ['bernoulli(0.3)', (s) => d.bernoulli(s, { probability: 0.3 })],
  ['binomial(10, 0.3)', (s) => d.binomial(s, { trials: 10, probability: 0.3 })],
  ['binomial(1000, 0.4)', (s) => d.binomial(s, { trials: 1000, probability: 0.4 })],
  ['binomial(10 000 000, 0.5)', (s) => d.binomial(s, { trials: 10_000_000, probability: 0.5 })],
  ['geometric(0.25)', (s) => d.geometric(s, { probability: 0.25 })],
  ['negativeBinomial(2.5, 0.3)', (s) => d.negativeBinomial(s, { successes: 2.5, probability: 0.3 })],
  ['poisson(0.1)', (s) => d.poisson(s, { mean: 0.1 })],
  ['poisson(2.5)', (s) => d.poisson(s, { mean: 2.5 })],
  ['poisson(80)', (s) => d.poisson(s, { mean: 80 })],
  ['poisson(3 000 000)', (s) => d.poisson(s, { mean: 3_000_000 })],
  ['discrete', (s) => d.discrete(s, { values: [1, 2, 5], weights: [1, 2, 3] })],
  ['truncated weibull', (s) => d.truncated(d.weibull(s, { shape: 2, scale: 3 }), { low: 1, high: 4 })],
  ['truncated poisson', (s) => d.truncated(d.poisson(s, { mean: 3 }), { low: 1, high: 5 })],
  ['choice', (s) => d.choice(s, [3, 1, 4, 1, 5])],
  ['weightedChoice', (s) => d.weightedChoice(s, [2, 7, 1], [1, 0, 2])],
  ['shuffle', (s) => new Drawn(() => Number(d.shuffle(s, [1, 2, 3, 4, 5, 6, 7]).join('')))],
  ['permutation', (s) => new Drawn(() => Number(d.permutation(s, 5).join('')))],
  ['arrivals, constant', (s) => gaps(s, 'constant', undefined)],
  ['arrivals, linear', (s) => gaps(s, 'linear', undefined)],
  ['arrivals, constant by the day', (s) => gaps(s, 'constant', 24)],
  ['arrivals, linear by the day', (s) => gaps(s, 'linear', 24)],
]);

/** Gaps between the arrivals at a shop that is open from 9 to 18. */
function gaps(stream: Randomness, between: 'constant' | 'linear', period: number | undefined): Sampler {
  const arrivals = d.arrivals(stream, { times: [0, 9, 12, 18], rates: [0, 2, 5, 0.5], between, period });
  let epoch = 0;
  return new Drawn(() => {
    const gap = arrivals.gapAfter(epoch);
    epoch += gap;
    return gap;
  });
}

/** Makes a sampler of something that is not one. */
class Drawn implements Sampler {
  constructor(readonly sample: () => number) {}

  state(): readonly number[] {
    return [];
  }

  restore(): void {
    throw new Error('it has no state to restore');
  }
}
