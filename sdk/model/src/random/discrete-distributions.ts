import { type Randomness, Parameters } from '@disco-engine/kernel';
import { randomBernoulli, randomBinomial, randomGeometric, randomPoisson } from 'd3-random';
import type { Sampler } from './sampler.js';

/**
 * Whole numbers from low to high, both included, each with exactly the same probability.
 *
 * @param low whole, within ±(2^53 - 1)
 * @param high whole, within ±(2^53 - 1), not below low and less than low + 2^32
 * @throws DiscoError ARGUMENT_INVALID
 */
export function integer(stream: Randomness, low: number, high: number): Sampler {
  const parameters = new Parameters('integer');
  parameters.stream(stream);
  parameters.check('low', low, Number.isSafeInteger(low), 'a whole number within ±(2^53 - 1)');
  const span = high - low + 1;
  const valid = Number.isSafeInteger(high) && span >= 1 && span <= 2 ** 32;
  parameters.check('high', high, valid, `a whole number from ${low} to ${low} + 2^32 - 1`);
  return () => low + stream.below(span);
}

/**
 * 1 with the given probability, otherwise 0.
 *
 * @param probability from 0 to 1
 * @throws DiscoError ARGUMENT_INVALID
 */
export function bernoulli(stream: Randomness, probability: number): Sampler {
  const parameters = new Parameters('bernoulli');
  return randomBernoulli.source(parameters.stream(stream).source)(parameters.probability('probability', probability));
}

/**
 * Successes in a number of independent trials: mean trials · probability, variance trials · probability ·
 * (1 - probability).
 *
 * @param trials whole, 0 or more
 * @param probability of success in each trial, from 0 to 1
 * @throws DiscoError ARGUMENT_INVALID
 */
export function binomial(stream: Randomness, trials: number, probability: number): Sampler {
  const parameters = new Parameters('binomial');
  parameters.count('trials', trials, 0);
  return randomBinomial.source(parameters.stream(stream).source)(
    trials,
    parameters.probability('probability', probability),
  );
}

/**
 * Independent trials up to and with the first success, so 1 or more: mean 1 / probability, variance
 * (1 - probability) / probability².
 *
 * @param probability of success in each trial, more than 0 and up to 1
 * @throws DiscoError ARGUMENT_INVALID
 */
export function geometric(stream: Randomness, probability: number): Sampler {
  const valid = probability > 0 && probability <= 1;
  const parameters = new Parameters('geometric');
  parameters.check('probability', probability, valid, 'a number greater than 0 and up to 1');
  return randomGeometric.source(parameters.stream(stream).source)(probability);
}

/**
 * Poisson: how many independent arrivals fall in an interval that has `mean` of them on average. Variance mean.
 *
 * @param mean finite, 0 or more
 * @throws DiscoError ARGUMENT_INVALID
 */
export function poisson(stream: Randomness, mean: number): Sampler {
  const parameters = new Parameters('poisson');
  const { source } = parameters.stream(stream);
  return parameters.notNegative('mean', mean) === 0 ? () => 0 : randomPoisson.source(source)(mean);
}
