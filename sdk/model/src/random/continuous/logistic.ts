import type { Randomness } from '@disco-engine/kernel';
import { exp, ln, log1p } from '@disco-engine/mathematics';
import type { Distribution } from '../sampling/distribution.js';
import { InversionSampler } from '../sampling/inversion-sampler.js';
import { ParameterCheck } from '../sampling/parameter-check.js';
import { Scaled } from './scaled.js';

/** Parameters of distributions that may have neither mean nor deviation. */
export interface LocationScaleParameters {
  /** Median, in the unit of the values; finite. */
  readonly location: number;
  /** Spread, in the unit of the values; finite, > 0. */
  readonly scale: number;
}

/**
 * Logistic, on all numbers: like the normal with heavier tails. Mean location, variance scale² · π² / 3.
 *
 * @throws DiscoError ARGUMENT_INVALID
 */
export function logistic(stream: Randomness, parameters: LocationScaleParameters): InversionSampler {
  const check = new ParameterCheck('logistic', stream, parameters);
  const [location, scale] = [check.finite('location'), check.positive('scale')];
  check.done();
  return new InversionSampler(stream, new Scaled(STANDARD, location, scale));
}

const STANDARD: Distribution = {
  lower: (tail) => ln(tail) - log1p(-tail),
  upper: (tail) => log1p(-tail) - ln(tail),
  below: (x) => 1 / (1 + exp(-x)),
  above: (x) => 1 / (1 + exp(x)),
};
