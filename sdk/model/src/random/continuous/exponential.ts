import type { Randomness } from '@disco-engine/kernel';
import { exp, expm1, ln, log1p } from '@disco-engine/mathematics';
import type { Distribution } from '../sampling/distribution.js';
import { InversionSampler } from '../sampling/inversion-sampler.js';
import { ParameterCheck } from '../sampling/parameter-check.js';

/** Parameters of `exponential`. */
export interface ExponentialParameters {
  /** In the unit of the values; finite, > 0. */
  readonly mean: number;
}

/**
 * Exponential, on [0, ∞): the time between independent arrivals at a rate of 1 / mean. Variance mean².
 *
 * @throws DiscoError ARGUMENT_INVALID
 * @example
 * const gap = distributions.exponential(context.random('gap'), { mean: 3 });
 * context.wakeupAfter(gap.sample());
 */
export function exponential(stream: Randomness, parameters: ExponentialParameters): InversionSampler {
  const check = new ParameterCheck('exponential', stream, parameters);
  const mean = check.positive('mean');
  check.done();
  return new InversionSampler(stream, new Exponential(mean));
}

class Exponential implements Distribution {
  constructor(private readonly mean: number) {}

  lower(tail: number): number {
    return -this.mean * log1p(-tail);
  }

  upper(tail: number): number {
    return -this.mean * ln(tail);
  }

  below(x: number): number {
    return x > 0 ? -expm1(-x / this.mean) : 0;
  }

  above(x: number): number {
    return x > 0 ? exp(-x / this.mean) : 1;
  }
}
