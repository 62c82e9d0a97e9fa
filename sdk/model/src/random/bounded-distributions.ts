import { type Randomness, Parameters } from '@disco-engine/kernel';
import { randomBates, randomBeta, randomIrwinHall, randomUniform } from 'd3-random';
import type { Sampler } from './sampler.js';

/**
 * Uniform on an interval: mean (low + high) / 2, variance (high - low)² / 12.
 *
 * @param low smallest value, included; finite
 * @param high upper limit, excluded but for rounding; finite, not below low, and not so far from it that their difference is infinite
 * @throws DiscoError ARGUMENT_INVALID
 */
export function uniform(stream: Randomness, low: number, high: number): Sampler {
  const parameters = new Parameters('uniform');
  parameters.finite('low', low);
  parameters.check('high', high, high >= low && high < Infinity, `a finite number of ${low} or more`);
  parameters.check('high - low', high - low, high - low < Infinity, 'limits whose difference is a finite number');
  return randomUniform.source(parameters.stream(stream).source)(low, high);
}

/**
 * Beta on [0, 1], with its usual shapes α and β: mean α / (α + β), variance αβ / ((α + β)² (α + β + 1)).
 *
 * @param alpha α; finite, > 0; the larger, the more weight lies near 1
 * @param betaShape β; finite, > 0; the larger, the more weight lies near 0
 * @throws DiscoError ARGUMENT_INVALID
 */
export function beta(stream: Randomness, alpha: number, betaShape: number): Sampler {
  const parameters = new Parameters('beta');
  parameters.positive('alpha', alpha);
  return randomBeta.source(parameters.stream(stream).source)(alpha, parameters.positive('betaShape', betaShape));
}

/**
 * The sum of independent uniform numbers on [0, 1) (Irwin–Hall): mean count / 2, variance count / 12.
 *
 * @param count how many; whole, 1 or more; each value takes that many draws
 * @throws DiscoError ARGUMENT_INVALID
 */
export function irwinHall(stream: Randomness, count: number): Sampler {
  const parameters = new Parameters('irwinHall');
  return randomIrwinHall.source(parameters.stream(stream).source)(parameters.count('count', count, 1));
}

/**
 * The mean of independent uniform numbers on [0, 1) (Bates): mean 1/2, variance 1 / (12 count).
 *
 * @param count how many; whole, 1 or more; each value takes that many draws
 * @throws DiscoError ARGUMENT_INVALID
 */
export function bates(stream: Randomness, count: number): Sampler {
  const parameters = new Parameters('bates');
  return randomBates.source(parameters.stream(stream).source)(parameters.count('count', count, 1));
}
