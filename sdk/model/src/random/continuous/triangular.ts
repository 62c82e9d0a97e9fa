import type { Randomness } from '@disco-engine/kernel';
import type { Distribution } from '../sampling/distribution.js';
import { InversionSampler } from '../sampling/inversion-sampler.js';
import { ParameterCheck } from '../sampling/parameter-check.js';

/** Parameters of `triangular`. */
export interface TriangularParameters {
  /** Smallest value; finite. */
  readonly low: number;
  /** Most likely value, from `low` to `high`. */
  readonly mode: number;
  /** Largest value; finite and above `low`. */
  readonly high: number;
}

/**
 * Triangular on [low, high], for quantities of which only a smallest, a most likely and a largest value are known: mean (low +
 * mode + high) / 3, variance (low² + mode² + high² - low·mode - low·high - mode·high) / 18.
 *
 * @throws DiscoError ARGUMENT_INVALID
 */
export function triangular(stream: Randomness, parameters: TriangularParameters): InversionSampler {
  const check = new ParameterCheck('triangular', stream, parameters);
  const [low, mode, high] = [check.finite('low'), check.finite('mode'), check.finite('high')];
  checkThreePoints(check, low, mode, high);
  check.done();
  return new InversionSampler(stream, new Triangular(low, mode, high));
}

/** The constraints of `triangular` and `pert` on their three values. */
export function checkThreePoints(check: ParameterCheck<object>, low: number, mode: number, high: number): void {
  check.together(high > low, () => `high is ${high}; give a finite number above low, which is ${low}`);
  check.together(
    high - low < Infinity,
    () => 'high - low is Infinity; give limits whose difference is a finite number',
  );
  check.together(mode >= low && mode <= high, () => `mode is ${mode}; give a number from ${low} to ${high}`);
}

class Triangular implements Distribution {
  readonly #width: number;
  readonly #left: number;
  readonly #right: number;

  constructor(
    private readonly low: number,
    private readonly mode: number,
    private readonly high: number,
  ) {
    this.#width = high - low;
    this.#left = mode - low;
    this.#right = high - mode;
  }

  lower(tail: number): number {
    if (tail * this.#width <= this.#left) return this.low + Math.sqrt(tail * this.#width * this.#left);
    return this.high - Math.sqrt((1 - tail) * this.#width * this.#right);
  }

  upper(tail: number): number {
    if (tail * this.#width <= this.#right) return this.high - Math.sqrt(tail * this.#width * this.#right);
    return this.low + Math.sqrt((1 - tail) * this.#width * this.#left);
  }

  below(x: number): number {
    if (x > this.mode) return 1 - this.above(x);
    return x > this.low ? ((x - this.low) / this.#width) * ((x - this.low) / this.#left) : 0;
  }

  above(x: number): number {
    if (x <= this.mode) return 1 - this.below(x);
    return x < this.high ? ((this.high - x) / this.#width) * ((this.high - x) / this.#right) : 0;
  }
}
