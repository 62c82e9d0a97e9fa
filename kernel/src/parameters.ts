import { DiscoError } from './errors.js';
import type { Randomness } from './random/randomness.js';
import { shownValue } from './text/shown-value.js';

/** Checks the parameters of one distribution; each method gives back what it was given. */
export class Parameters {
  /** @param distribution name of the function that was called, for the message */
  constructor(private readonly distribution: string) {}

  finite(name: string, value: number): number {
    return this.check(name, value, Number.isFinite(value), 'a finite number');
  }

  /** More than 0 and finite. */
  positive(name: string, value: number): number {
    return this.check(name, value, value > 0 && value < Infinity, 'a finite number greater than 0');
  }

  /** 0 or more and finite. */
  notNegative(name: string, value: number): number {
    return this.check(name, value, value >= 0 && value < Infinity, 'a finite number of 0 or more');
  }

  /** From 0 to 1, both included. */
  probability(name: string, value: number): number {
    return this.check(name, value, value >= 0 && value <= 1, 'a number from 0 to 1');
  }

  /** A whole number from `least` to 2^53 - 1. */
  count(name: string, value: number, least: number): number {
    const expected = `a whole number from ${least} to 2^53 - 1`;
    return this.check(name, value, Number.isSafeInteger(value) && value >= least, expected);
  }

  /** The stream to draw from. A caller without types may have left it out, or given `Math.random`. */
  stream(stream: Randomness): Randomness {
    const given: Partial<Randomness> | null | undefined = stream;
    if (typeof given?.uniform === 'function' && typeof given.below === 'function') return stream;
    const message = `${this.distribution}: the stream is ${shownValue(stream)}; give a random stream, such as context.random()`;
    throw new DiscoError('ARGUMENT_INVALID', message);
  }

  /**
   * @param valid whether a number of that value will do; a string of digits never does, although it compares like a number
   * @throws DiscoError ARGUMENT_INVALID that names the distribution and the parameter
   */
  check(name: string, value: number, valid: boolean, expected: string): number {
    if (valid && typeof value === 'number') return value;
    throw new DiscoError('ARGUMENT_INVALID', `${this.distribution}: ${name} is ${shownValue(value)}; give ${expected}`);
  }
}
