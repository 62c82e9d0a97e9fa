import type { Randomness } from '@disco-engine/kernel';
import { normalP, normalPInverse } from '@disco-engine/mathematics';
import type { Distribution } from '../sampling/distribution.js';
import { InversionSampler } from '../sampling/inversion-sampler.js';
import { ParameterCheck } from '../sampling/parameter-check.js';

/** Parameters of `normal`. */
export interface NormalParameters {
  /** Finite. */
  readonly mean: number;
  /** Standard deviation, in the unit of the mean; finite, at least 0. */
  readonly deviation: number;
}

/**
 * Normal (Gaussian), on all numbers. For demands or durations, which are never below 0, use `truncatedNormal`.
 *
 * @throws DiscoError ARGUMENT_INVALID
 */
export function normal(stream: Randomness, parameters: NormalParameters): InversionSampler {
  const check = new ParameterCheck('normal', stream, parameters);
  const [mean, deviation] = [check.finite('mean'), check.notNegative('deviation')];
  check.done();
  return new InversionSampler(stream, new Normal(mean, deviation));
}

export class Normal implements Distribution {
  constructor(
    private readonly mean: number,
    private readonly deviation: number,
  ) {}

  lower(tail: number): number {
    return this.mean + this.deviation * normalPInverse(tail);
  }

  upper(tail: number): number {
    return this.mean - this.deviation * normalPInverse(tail);
  }

  below(x: number): number {
    return this.deviation > 0 ? normalP((x - this.mean) / this.deviation) : Number(x >= this.mean);
  }

  above(x: number): number {
    return this.deviation > 0 ? normalP((this.mean - x) / this.deviation) : Number(x < this.mean);
  }
}
