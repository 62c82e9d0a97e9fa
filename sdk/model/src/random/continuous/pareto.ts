import type { Randomness } from '@disco-engine/kernel';
import { exp, expm1, ln, log1p } from '@disco-engine/mathematics';
import type { Distribution } from '../sampling/distribution.js';
import { InversionSampler } from '../sampling/inversion-sampler.js';
import { ParameterCheck } from '../sampling/parameter-check.js';

/** Parameters of `pareto`. */
export interface ParetoParameters {
  /** Tail index; the smaller, the heavier the tail; finite, > 0. */
  readonly shape: number;
  /** Smallest value, in the unit of the values; finite, > 0. */
  readonly minimum: number;
}

/**
 * Pareto (type I), on [minimum, ∞): mean shape · minimum / (shape - 1) for a shape above 1, variance minimum² · shape / ((shape
 * - 1)² (shape - 2)) for a shape above 2; otherwise infinite.
 *
 * @throws DiscoError ARGUMENT_INVALID
 */
export function pareto(stream: Randomness, parameters: ParetoParameters): InversionSampler {
  const check = new ParameterCheck('pareto', stream, parameters);
  const [shape, minimum] = [check.positive('shape'), check.positive('minimum')];
  check.done();
  return new InversionSampler(stream, new Pareto(shape, minimum));
}

class Pareto implements Distribution {
  constructor(
    private readonly shape: number,
    private readonly minimum: number,
  ) {}

  lower(tail: number): number {
    return this.minimum * exp(-log1p(-tail) / this.shape);
  }

  upper(tail: number): number {
    return this.minimum * exp(-ln(tail) / this.shape);
  }

  below(x: number): number {
    return x > this.minimum ? -expm1(-this.shape * ln(x / this.minimum)) : 0;
  }

  above(x: number): number {
    return x > this.minimum ? exp(-this.shape * ln(x / this.minimum)) : 1;
  }
}
