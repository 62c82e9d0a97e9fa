import type { Randomness } from '@disco-engine/kernel';
import { exp, expm1, ln, log1p } from '@disco-engine/mathematics';
import type { Distribution } from '../sampling/distribution.js';
import { InversionSampler } from '../sampling/inversion-sampler.js';
import { ParameterCheck } from '../sampling/parameter-check.js';

/** Parameters of `weibull`. */
export interface WeibullParameters {
  /** Finite, > 0; failures become rarer with age if below 1, more frequent if above. */
  readonly shape: number;
  /** In the unit of the values; finite, > 0; 63 % of the values lie below it. */
  readonly scale: number;
}

/**
 * Weibull, on [0, ∞), for lifetimes: mean scale · Γ(1 + 1/shape), variance scale² · (Γ(1 + 2/shape) - Γ(1 + 1/shape)²).
 *
 * @throws DiscoError ARGUMENT_INVALID
 */
export function weibull(stream: Randomness, parameters: WeibullParameters): InversionSampler {
  const check = new ParameterCheck('weibull', stream, parameters);
  const [shape, scale] = [check.positive('shape'), check.positive('scale')];
  check.done();
  return new InversionSampler(stream, new Weibull(shape, scale));
}

/** The power of an exponential number; computed by its logarithm, as `pow` takes five times as long. */
class Weibull implements Distribution {
  constructor(
    private readonly shape: number,
    private readonly scale: number,
  ) {}

  lower(tail: number): number {
    return this.scale * exp(ln(-log1p(-tail)) / this.shape);
  }

  upper(tail: number): number {
    return this.scale * exp(ln(-ln(tail)) / this.shape);
  }

  below(x: number): number {
    return x > 0 ? -expm1(-this.#hazard(x)) : 0;
  }

  above(x: number): number {
    return x > 0 ? exp(-this.#hazard(x)) : 1;
  }

  #hazard(x: number): number {
    return exp(this.shape * ln(x / this.scale));
  }
}
