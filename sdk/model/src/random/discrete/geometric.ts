import type { Randomness } from '@disco-engine/kernel';
import { exp, expm1, ln, log1p } from '@disco-engine/mathematics';
import type { Distribution } from '../sampling/distribution.js';
import { InversionSampler } from '../sampling/inversion-sampler.js';
import { ParameterCheck } from '../sampling/parameter-check.js';

/** Parameters of `geometric`. */
export interface GeometricParameters {
  /** Probability of success in each trial; greater than 0, at most 1. */
  readonly probability: number;
}

/**
 * Number of independent trials up to and including the first success, so at least 1: mean 1 / probability, variance
 * (1 - probability) / probability².
 *
 * @throws DiscoError ARGUMENT_INVALID
 */
export function geometric(stream: Randomness, parameters: GeometricParameters): InversionSampler {
  const check = new ParameterCheck('geometric', stream, parameters);
  const probability = check.chance('probability');
  check.done();
  return new InversionSampler(stream, new Geometric(probability));
}

class Geometric implements Distribution {
  readonly whole = true;
  /** Logarithm of the probability of failure; -∞ if failure is impossible. */
  readonly #logFailure: number;

  constructor(probability: number) {
    this.#logFailure = log1p(-probability);
  }

  lower(tail: number): number {
    return Math.max(1, Math.ceil(log1p(-tail) / this.#logFailure));
  }

  upper(tail: number): number {
    return Math.max(1, Math.ceil(ln(tail) / this.#logFailure));
  }

  below(x: number): number {
    return x >= 1 ? -expm1(Math.floor(x) * this.#logFailure) : 0;
  }

  above(x: number): number {
    return x >= 1 ? exp(Math.floor(x) * this.#logFailure) : 1;
  }
}
