import { type Randomness, Parameters } from '@disco-engine/kernel';
import { randomCauchy, randomLogistic, randomNormal } from 'd3-random';
import type { Sampler } from './sampler.js';

/**
 * Normal (Gaussian), on all numbers.
 *
 * @param mean finite
 * @param deviation standard deviation, in the unit of the mean; finite, 0 or more
 * @throws DiscoError ARGUMENT_INVALID
 */
export function normal(stream: Randomness, mean: number, deviation: number): Sampler {
  const parameters = new Parameters('normal');
  parameters.finite('mean', mean);
  return randomNormal.source(parameters.stream(stream).source)(mean, parameters.notNegative('deviation', deviation));
}

/**
 * Logistic, on all numbers: like the normal with heavier tails. Variance scale² · π² / 3.
 *
 * @param location mean and median; finite
 * @param scale finite, > 0
 * @throws DiscoError ARGUMENT_INVALID
 */
export function logistic(stream: Randomness, location: number, scale: number): Sampler {
  const parameters = new Parameters('logistic');
  parameters.stream(stream);
  parameters.finite('location', location);
  parameters.positive('scale', scale);
  return randomLogistic.source(() => aboveZero(stream))(location, scale);
}

/**
 * Cauchy, on all numbers, with tails so heavy that it has neither mean nor variance. Half of its values lie within
 * `scale` of the median.
 *
 * @param location median; finite
 * @param scale finite, > 0
 * @throws DiscoError ARGUMENT_INVALID
 */
export function cauchy(stream: Randomness, location: number, scale: number): Sampler {
  const parameters = new Parameters('cauchy');
  parameters.finite('location', location);
  return randomCauchy.source(parameters.stream(stream).source)(location, parameters.positive('scale', scale));
}

/** The logistic value of 0 is -∞, which no model expects. */
function aboveZero(stream: Randomness): number {
  for (;;) {
    const draw = stream.uniform();
    if (draw > 0) return draw;
  }
}
