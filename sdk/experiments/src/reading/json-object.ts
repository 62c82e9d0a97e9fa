import type { Problem } from '@disco-engine/kernel';

/** An object of a JSON file, whose fields are read and checked one by one; what is wrong is added to a list of problems. */
export class JsonObject {
  readonly #fields: Readonly<Record<string, unknown>>;

  /** @param path of the object in its file, such as `channels[3]`; empty for the whole */
  constructor(
    value: unknown,
    private readonly file: string,
    private readonly path: string,
    private readonly problems: Problem[],
  ) {
    if (isRecord(value)) this.#fields = value;
    else {
      this.#fields = {};
      this.#refuse(path === '' ? 'the document' : path, 'an object', value);
      // One problem says it; its fields would only repeat it.
      this.problems = [];
    }
  }

  text(name: string): string {
    const value = this.#fields[name];
    return typeof value === 'string' ? value : this.#wrong(name, 'a text', '');
  }

  /** null where it is absent or null. */
  textOrNull(name: string): string | null {
    return this.#isAbsent(name) ? null : this.text(name);
  }

  number(name: string): number {
    const value = this.#fields[name];
    return isNumber(value) ? value : this.#wrong(name, 'a finite number', 0);
  }

  numberOrNull(name: string): number | null {
    return this.#isAbsent(name) ? null : this.number(name);
  }

  /** false where it is absent or null. */
  flag(name: string): boolean {
    if (this.#isAbsent(name)) return false;
    const value = this.#fields[name];
    return typeof value === 'boolean' ? value : this.#wrong(name, 'true or false', false);
  }

  /** A whole number from 0 up to a million: what counts folders or picks one. */
  count(name: string): number {
    const value = this.#fields[name];
    const isCount = isNumber(value) && Number.isInteger(value) && value >= 0 && value <= 1e6;
    return isCount ? value : this.#wrong(name, 'a whole number from 0 to 1000000', 0);
  }

  oneOf<Text extends string>(name: string, texts: readonly Text[]): Text {
    const value = this.#fields[name];
    const found = texts.find((text) => text === value);
    return found ?? this.#wrong(name, `one of ${texts.join(', ')}`, texts[0]);
  }

  object(name: string): JsonObject {
    return new JsonObject(this.#fields[name], this.file, this.#at(name), this.problems);
  }

  objectOrNull(name: string): JsonObject | null {
    return this.#isAbsent(name) ? null : this.object(name);
  }

  /** Empty where it is absent. */
  objects(name: string): JsonObject[] {
    const values = this.#array(name);
    return values.map((value, index) => new JsonObject(value, this.file, `${this.#at(name)}[${index}]`, this.problems));
  }

  /** Empty where it is absent. */
  numbers(name: string): readonly number[] {
    const values = this.#array(name);
    return values.every(isNumber) ? values : this.#wrong(name, 'an array of finite numbers', []);
  }

  /** Empty where it is absent. */
  texts(name: string): readonly string[] {
    const values = this.#array(name);
    return values.every((value) => typeof value === 'string') ? values : this.#wrong(name, 'an array of texts', []);
  }

  /** Whole numbers from 0 to below a bound; empty where it is absent. */
  indices(name: string, bound: number): readonly number[] {
    const values = this.numbers(name);
    const areIndices = values.every((value) => Number.isInteger(value) && value >= 0 && value < bound);
    return areIndices ? values : this.#wrong(name, `an array of whole numbers from 0 to below ${bound}`, []);
  }

  /** Values of any kind by name; empty where it is absent. */
  record(name: string): Readonly<Record<string, unknown>> {
    const value = this.#fields[name] ?? {};
    return isRecord(value) ? value : this.#wrong(name, 'an object', {});
  }

  /** Numbers by name; empty where it is absent. */
  numberRecord(name: string): Readonly<Record<string, number>> {
    const entries = Object.entries(this.record(name));
    const numbers = entries.filter((entry): entry is [string, number] => isNumber(entry[1]));
    return numbers.length === entries.length
      ? Object.fromEntries(numbers)
      : this.#wrong(name, 'an object of numbers', {});
  }

  /** Adds a problem of a field that was read. */
  refuse(name: string, expected: string): void {
    this.#wrong(name, expected, undefined);
  }

  #array(name: string): readonly unknown[] {
    const value = this.#fields[name] ?? [];
    return Array.isArray(value) ? value : this.#wrong(name, 'an array', []);
  }

  #isAbsent(name: string): boolean {
    return this.#fields[name] === undefined || this.#fields[name] === null;
  }

  #wrong<Value>(name: string, expected: string, instead: Value): Value {
    this.#refuse(this.#at(name), expected, this.#fields[name]);
    return instead;
  }

  #refuse(at: string, expected: string, value: unknown): void {
    const given = value === undefined ? 'is missing' : `is ${(JSON.stringify(value) ?? '').slice(0, 60)}`;
    const message = `${at} ${given}; it must be ${expected}`;
    this.problems.push({ code: 'FIELD_INVALID', message, place: { file: this.file } });
  }

  #at(name: string): string {
    return this.path === '' ? name : `${this.path}.${name}`;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}
