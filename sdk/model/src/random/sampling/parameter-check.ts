import { DiscoError, type Randomness, shownValue } from '@disco-engine/kernel';

/** Checks the parameters of one distribution, and reports all problems in one error. */
export class ParameterCheck<Given extends object> {
  readonly #distribution: string;
  readonly #given: Partial<Record<string, unknown>>;
  readonly #names: string[] = [];
  readonly #problems: string[] = [];

  /**
   * @param distribution name of the called function, for the message
   * @throws DiscoError ARGUMENT_INVALID immediately if the stream or the parameters are not objects of the right kind
   */
  constructor(distribution: string, stream: Randomness, given: Given) {
    this.#distribution = distribution;
    // An untyped caller may have omitted the stream, or passed `Math.random`.
    const { uniform } = ((stream as unknown) ?? {}) as Partial<Randomness>;
    if (typeof uniform !== 'function')
      this.#refuse([`the stream is ${shownValue(stream)}; give a random stream, such as context.random()`]);
    if (typeof given !== 'object' || (given as unknown) === null)
      this.#refuse([`the parameters are ${shownValue(given)}; give an object, such as { mean: 3 }`]);
    this.#given = given as Partial<Record<string, unknown>>;
  }

  finite(name: keyof Given & string, otherwise?: number): number {
    return this.#number(name, otherwise, Number.isFinite, 'a finite number');
  }

  /** A finite number above 0. */
  positive(name: keyof Given & string, otherwise?: number): number {
    return this.#number(name, otherwise, (value) => value > 0 && value < Infinity, 'a finite number above 0');
  }

  /** A finite number of at least 0. */
  notNegative(name: keyof Given & string): number {
    return this.#number(name, undefined, (value) => value >= 0 && value < Infinity, 'a finite number of at least 0');
  }

  /** A number from 0 to 1, both included. */
  probability(name: keyof Given & string): number {
    return this.#number(name, undefined, (value) => value >= 0 && value <= 1, 'a number from 0 to 1');
  }

  /** A number above 0 and up to 1. */
  chance(name: keyof Given & string): number {
    return this.#number(name, undefined, (value) => value > 0 && value <= 1, 'a number above 0 and up to 1');
  }

  /** A whole number from `least` to 2^53 - 1. */
  count(name: keyof Given & string, least: number): number {
    const expected = `a whole number from ${least} to 2^53 - 1`;
    return this.#number(name, undefined, (value) => Number.isSafeInteger(value) && value >= least, expected);
  }

  /** A number, possibly infinite; optional. */
  limit(name: keyof Given & string, otherwise: number): number {
    return this.#number(name, otherwise, (value) => !Number.isNaN(value), 'a number');
  }

  /** A list of numbers that all pass a test. */
  list(name: keyof Given & string, fits: (value: number, index: number) => boolean, expected: string): Float64Array {
    this.#names.push(name);
    const list = this.#given[name] as ArrayLike<unknown> | undefined;
    const { length } = list ?? {};
    if (typeof list !== 'object' || typeof length !== 'number' || length === 0) {
      this.#problems.push(`${name} is ${shownValue(list)}; give a list of at least one number`);
      return new Float64Array();
    }
    const numbers = Float64Array.from(list, (value) => (typeof value === 'number' ? value : NaN));
    const wrong = numbers.findIndex((value, index) => Number.isNaN(value) || !fits(value, index));
    if (wrong >= 0) this.#problems.push(`${name}[${wrong}] is ${shownValue(list[wrong])}; give ${expected}`);
    return numbers;
  }

  /** One of some words. */
  oneOf<Word extends string>(name: keyof Given & string, words: readonly Word[]): Word | undefined {
    this.#names.push(name);
    const word = words.find((one) => one === this.#given[name]);
    const list = words.map((one) => `'${one}'`).join(' or ');
    if (word === undefined) this.#problems.push(`${name} is ${shownValue(this.#given[name])}; give ${list}`);
    return word;
  }

  /** Registers a parameter that may be omitted, and was. */
  optional(name: keyof Given & string): void {
    this.#names.push(name);
  }

  /** Adds a problem that concerns several parameters at once; skipped if one of them is already invalid by itself. */
  together(valid: boolean, problem: () => string): void {
    if (!valid && this.#problems.length === 0) this.#problems.push(problem());
  }

  /** Whether the parameter was given. */
  has(name: keyof Given & string): boolean {
    return this.#given[name] !== undefined;
  }

  /** @throws DiscoError ARGUMENT_INVALID with all problems */
  done(): void {
    const unknown = Object.keys(this.#given).filter((name) => !this.#names.includes(name));
    for (const name of unknown)
      this.#problems.push(`${name} is not one of its parameters; give ${this.#names.join(', ')}`);
    if (this.#problems.length > 0) this.#refuse(this.#problems);
  }

  #number(name: string, otherwise: number | undefined, fits: (value: number) => boolean, expected: string): number {
    this.#names.push(name);
    const value = this.#given[name] ?? otherwise;
    // A string of digits never passes, although it compares like a number.
    if (typeof value === 'number' && fits(value)) return value;
    this.#problems.push(`${name} is ${shownValue(value)}; give ${expected}`);
    return NaN;
  }

  #refuse(problems: readonly string[]): never {
    throw new DiscoError('ARGUMENT_INVALID', `${this.#distribution}: ${problems.join('; and ')}`);
  }
}
