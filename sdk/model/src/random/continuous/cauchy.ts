import type { Randomness } from '@disco-engine/kernel';
import { atan2, tan } from '@disco-engine/mathematics';
import type { Distribution } from '../sampling/distribution.js';
import { InversionSampler } from '../sampling/inversion-sampler.js';
import { ParameterCheck } from '../sampling/parameter-check.js';
import type { LocationScaleParameters } from './logistic.js';
import { Scaled } from './scaled.js';

/**
 * Cauchy, on all numbers, with tails so heavy that it has neither mean nor variance. Half of its values lie within `scale` of
 * the median.
 *
 * @throws DiscoError ARGUMENT_INVALID
 */
export function cauchy(stream: Randomness, parameters: LocationScaleParameters): InversionSampler {
  const check = new ParameterCheck('cauchy', stream, parameters);
  const [location, scale] = [check.finite('location'), check.positive('scale')];
  check.done();
  return new InversionSampler(stream, new Scaled(STANDARD, location, scale));
}

const STANDARD: Distribution = {
  lower: (tail) => -1 / tan(Math.PI * tail),
  upper: (tail) => 1 / tan(Math.PI * tail),
  below: (x) => atan2(1, -x) / Math.PI,
  above: (x) => atan2(1, x) / Math.PI,
};
