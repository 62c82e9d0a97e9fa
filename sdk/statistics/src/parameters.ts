import { DiscoError, shownValue } from '@disco-engine/kernel';

/** Checks the arguments of one function; each method gives back what it was given. */
export class Parameters {
  /** @param caller name of the function that was called, for the message */
  constructor(private readonly caller: string) {}

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

  /**
   * @param valid whether a number of that value will do; a string of digits never does, although it compares like a number
   * @throws DiscoError ARGUMENT_INVALID that names the function and the argument
   */
  check(name: string, value: number, valid: boolean, expected: string): number {
    if (valid && typeof value === 'number') return value;
    throw new DiscoError('ARGUMENT_INVALID', `${this.caller}: ${name} is ${shownValue(value)}; give ${expected}`);
  }
}
