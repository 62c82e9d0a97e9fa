import type { Randomness } from '@disco-engine/kernel';
import type { Distribution } from '../sampling/distribution.js';
import { InversionSampler } from '../sampling/inversion-sampler.js';
import { ParameterCheck } from '../sampling/parameter-check.js';

/** Parameters of `uniform`. */
export interface UniformParameters {
  /** Smallest value, included; finite. */
  readonly low: number;
  /** Upper limit, excluded; finite, at least `low`; the difference must be finite too. */
  readonly high: number;
}

/**
 * Uniform on an interval: mean (low + high) / 2, variance (high - low)² / 12. If both limits are equal, always that value.
 *
 * @throws DiscoError ARGUMENT_INVALID
 */
export function uniform(stream: Randomness, parameters: UniformParameters): InversionSampler {
  const check = new ParameterCheck('uniform', stream, parameters);
  const [low, high] = [check.finite('low'), check.finite('high')];
  check.together(high >= low, () => `high is ${high}; give a finite number of at least ${low}`);
  check.together(
    high - low < Infinity,
    () => 'high - low is Infinity; give limits whose difference is a finite number',
  );
  check.done();
  return new InversionSampler(stream, new Uniform(low, high));
}

class Uniform implements Distribution {
  readonly #width: number;
  /** The largest number below `high`; it replaces results that were rounded up to `high`. */
  readonly #most: number;

  constructor(
    private readonly low: number,
    private readonly high: number,
  ) {
    this.#width = high - low;
    this.#most = high > low ? Math.max(low, doubleBelow(high)) : low;
  }

  lower(tail: number): number {
    return Math.min(this.low + tail * this.#width, this.#most);
  }

  upper(tail: number): number {
    return Math.max(this.low, Math.min(this.high - tail * this.#width, this.#most));
  }

  below(x: number): number {
    return x >= this.high ? 1 : x > this.low ? (x - this.low) / this.#width : 0;
  }

  above(x: number): number {
    return x < this.low ? 1 : x < this.high ? (this.high - x) / this.#width : 0;
  }
}

function doubleBelow(value: number): number {
  if (value === 0) return -Number.MIN_VALUE;
  const bits = new BigInt64Array(1);
  const double = new Float64Array(bits.buffer);
  double[0] = value;
  bits[0] = (bits[0] ?? 0n) + (value > 0 ? -1n : 1n);
  return double[0];
}
