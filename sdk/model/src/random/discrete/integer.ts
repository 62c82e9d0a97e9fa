import type { Randomness } from '@disco-engine/kernel';
import type { Distribution } from '../sampling/distribution.js';
import { InversionSampler } from '../sampling/inversion-sampler.js';
import { ParameterCheck } from '../sampling/parameter-check.js';

/** Parameters of `integer`. */
export interface IntegerParameters {
  /** Smallest value, included; whole, within ±(2^53 - 1). */
  readonly low: number;
  /** Largest value, included; whole, within ±(2^53 - 1), at least `low` and less than `low` + 2^32. */
  readonly high: number;
}

/**
 * Whole numbers from low to high, both included. Their probabilities are equal up to one part in 2^53 / (high - low + 1), as
 * one uniform number is drawn for each; `stream.below(n)` is exact, but may draw more than once.
 *
 * @throws DiscoError ARGUMENT_INVALID
 */
export function integer(stream: Randomness, parameters: IntegerParameters): InversionSampler {
  const check = new ParameterCheck('integer', stream, parameters);
  const [low, high] = [check.finite('low'), check.finite('high')];
  check.together(Number.isSafeInteger(low), () => `low is ${low}; give a whole number within ±(2^53 - 1)`);
  const span = high - low + 1;
  check.together(
    Number.isSafeInteger(high) && span >= 1 && span <= 2 ** 32,
    () => `high is ${high}; give a whole number from ${low} to ${low} + 2^32 - 1`,
  );
  check.done();
  return new InversionSampler(stream, new Integer(low, high));
}

/** Parameters of `bernoulli`. */
export interface BernoulliParameters {
  /** Probability of 1, from 0 to 1. */
  readonly probability: number;
}

/**
 * 1 with the given probability, otherwise 0.
 *
 * @throws DiscoError ARGUMENT_INVALID
 */
export function bernoulli(stream: Randomness, parameters: BernoulliParameters): InversionSampler {
  const check = new ParameterCheck('bernoulli', stream, parameters);
  const probability = check.probability('probability');
  check.done();
  return new InversionSampler(stream, new Bernoulli(probability));
}

class Integer implements Distribution {
  readonly whole = true;
  readonly #span: number;

  constructor(
    private readonly low: number,
    private readonly high: number,
  ) {
    this.#span = high - low + 1;
  }

  lower(tail: number): number {
    return this.low + Math.floor(tail * this.#span);
  }

  upper(tail: number): number {
    return this.high - Math.floor(tail * this.#span);
  }

  below(x: number): number {
    return Math.min(1, Math.max(0, Math.floor(x) - this.low + 1) / this.#span);
  }

  above(x: number): number {
    return Math.min(1, Math.max(0, this.high - Math.floor(x)) / this.#span);
  }
}

class Bernoulli implements Distribution {
  readonly whole = true;

  constructor(private readonly probability: number) {}

  lower(tail: number): number {
    return tail > 1 - this.probability ? 1 : 0;
  }

  upper(tail: number): number {
    return tail < this.probability ? 1 : 0;
  }

  below(x: number): number {
    return x >= 1 ? 1 : x >= 0 ? 1 - this.probability : 0;
  }

  above(x: number): number {
    return x >= 1 ? 0 : x >= 0 ? this.probability : 1;
  }
}
