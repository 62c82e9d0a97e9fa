import { type Randomness, Parameters } from '@disco-engine/kernel';
import { randomExponential, randomGamma, randomLogNormal, randomPareto, randomWeibull } from 'd3-random';
import type { Sampler } from './sampler.js';

/**
 * Exponential, on [0, ∞): the time between arrivals that come independently at a rate of 1 / mean. Variance mean².
 *
 * @param mean in the unit of the values; finite, > 0
 * @throws DiscoError ARGUMENT_INVALID
 */
export function exponential(stream: Randomness, mean: number): Sampler {
  const parameters = new Parameters('exponential');
  return randomExponential.source(parameters.stream(stream).source)(1 / parameters.positive('mean', mean));
}

/**
 * Gamma, on [0, ∞): mean shape · scale, variance shape · scale². With a whole shape it is the Erlang distribution, the
 * sum of that many exponential times of mean `scale`.
 *
 * @param shape finite, > 0
 * @param scale in the unit of the values; finite, > 0
 * @throws DiscoError ARGUMENT_INVALID
 */
export function gamma(stream: Randomness, shape: number, scale: number): Sampler {
  const parameters = new Parameters('gamma');
  return randomGamma.source(parameters.stream(stream).source)(
    parameters.positive('shape', shape),
    parameters.positive('scale', scale),
  );
}

/**
 * Log-normal, on (0, ∞): e to the power of a normal number. With m = logMean and s = logDeviation the mean is
 * exp(m + s²/2) and the variance (exp(s²) - 1) · exp(2m + s²).
 *
 * @param logMean mean of the natural logarithm; finite
 * @param logDeviation standard deviation of the natural logarithm; finite, 0 or more
 * @throws DiscoError ARGUMENT_INVALID
 */
export function logNormal(stream: Randomness, logMean: number, logDeviation: number): Sampler {
  const parameters = new Parameters('logNormal');
  return randomLogNormal.source(parameters.stream(stream).source)(
    parameters.finite('logMean', logMean),
    parameters.notNegative('logDeviation', logDeviation),
  );
}

/**
 * Weibull, on [0, ∞), for lifetimes: mean scale · Γ(1 + 1/shape), variance scale² · (Γ(1 + 2/shape) - Γ(1 + 1/shape)²).
 *
 * @param shape finite, > 0; below 1 failures become rarer with age, above 1 more frequent
 * @param scale in the unit of the values; finite, > 0
 * @throws DiscoError ARGUMENT_INVALID
 */
export function weibull(stream: Randomness, shape: number, scale: number): Sampler {
  const parameters = new Parameters('weibull');
  parameters.positive('shape', shape);
  return randomWeibull.source(parameters.stream(stream).source)(shape, 0, parameters.positive('scale', scale));
}

/**
 * Pareto (type I), on [minimum, ∞): mean shape · minimum / (shape - 1) for a shape above 1, variance
 * minimum² · shape / ((shape - 1)² (shape - 2)) for a shape above 2; otherwise infinite.
 *
 * @param shape weight of the tail, the smaller the heavier; finite, > 0
 * @param minimum in the unit of the values; finite, > 0
 * @throws DiscoError ARGUMENT_INVALID
 */
export function pareto(stream: Randomness, shape: number, minimum: number): Sampler {
  const parameters = new Parameters('pareto');
  const standard = randomPareto.source(parameters.stream(stream).source)(parameters.positive('shape', shape));
  parameters.positive('minimum', minimum);
  return () => minimum * standard();
}
