import { DiscoError, shownValue } from '@disco-engine/kernel';

/** Checks the arguments of one function; each method returns its argument. */
export class Parameters {
  /** @param caller name of the called function, for the message */
  constructor(private readonly caller: string) {}

  /** A finite number above 0. */
  positive(name: string, value: number): number {
    return this.check(name, value, value > 0 && value < Infinity, 'a finite number above 0');
  }

  /** A finite number of at least 0. */
  notNegative(name: string, value: number): number {
    return this.check(name, value, value >= 0 && value < Infinity, 'a finite number of at least 0');
  }

  /** A number from 0 to 1, both included. */
  probability(name: string, value: number): number {
    return this.check(name, value, value >= 0 && value <= 1, 'a number from 0 to 1');
  }

  /** A whole number from `least` to 2^53 - 1. */
  count(name: string, value: number, least: number): number {
    const expected = `a whole number from ${least} to 2^53 - 1`;
    return this.check(name, value, Number.isSafeInteger(value) && value >= least, expected);
  }

  /**
   * @param valid whether a number with that value is valid; strings are always refused, although they compare like numbers
   * @throws DiscoError ARGUMENT_INVALID that names the function and the argument
   */
  check(name: string, value: number, valid: boolean, expected: string): number {
    if (valid && typeof value === 'number') return value;
    throw new DiscoError('ARGUMENT_INVALID', `${this.caller}: ${name} is ${shownValue(value)}; give ${expected}`);
  }
}
