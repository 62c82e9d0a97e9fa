import { parseArgs } from 'node:util';
import { InvalidInputError, nearName, type Problem } from '@disco-engine/kernel';

/** Per flag, an example of its value, in an array where the flag may be given several times; a switch takes none. */
export type FlagTable = Readonly<Record<string, string | readonly [string] | undefined>>;

/** The flags and arguments of a command line, and everything that is wrong with them. */
export class Flags {
  readonly problems: Problem[] = [];
  readonly #texts = new Map<string, string[]>();
  readonly #arguments: string[] = [];

  /** @param names of the arguments, in their order, as in `ID`; one that may be left out as in `[FOLDER]` */
  constructor(
    argv: readonly string[],
    private readonly table: FlagTable,
    names: readonly string[] = [],
  ) {
    const options = Object.fromEntries(
      Object.entries(table).map(([name, example]) => [
        name,
        { type: example === undefined ? ('boolean' as const) : ('string' as const) },
      ]),
    );
    // Not strict: strict parsing stops at the first mistake.
    const { tokens } = parseArgs({ args: [...argv], options, strict: false, tokens: true });
    for (const token of tokens) {
      if (token.kind === 'positional') {
        if (this.#arguments.push(token.value) > names.length)
          this.refuse('ARGUMENT_UNEXPECTED', `argument '${token.value}' belongs to no option; see --help`);
      } else if (token.kind === 'option') this.#take(token.name, token.rawName, token.value, token.inlineValue);
    }
    this.#refuseRepeated();
    for (const name of names.slice(this.#arguments.length))
      if (!name.startsWith('[')) this.refuse('ARGUMENT_MISSING', `the argument ${name} is missing; see --help`);
  }

  refuse(code: string, message: string): void {
    this.problems.push({ code, message });
  }

  /** The argument at a place, or an empty text where it is missing. */
  argument(place: number): string {
    return this.#arguments[place] ?? '';
  }

  has(name: string): boolean {
    return this.#texts.has(name);
  }

  text(name: string): string | undefined {
    return this.#texts.get(name)?.at(-1);
  }

  /** All values of a flag that may be given more than once. */
  texts(name: string): readonly string[] {
    return this.#texts.get(name) ?? [];
  }

  /** The value of a flag that has to be there. */
  required(name: string): string {
    const text = this.text(name);
    if (text === undefined)
      this.refuse('OPTION_MISSING', `--${name} is missing, as in --${name} ${String(this.table[name] ?? '')}`);
    return text ?? '';
  }

  number(name: string, least: number, whole: boolean): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const value = text.trim() === '' ? NaN : Number(text);
    if (value >= least && value < Infinity && (!whole || Number.isSafeInteger(value))) return value;
    const kind = whole ? 'whole number' : 'number';
    this.refuse('VALUE_INVALID', `--${name} is '${text}'; it must be a ${kind} of at least ${least}`);
    return undefined;
  }

  /** @throws InvalidInputError `OPTIONS_INVALID` with all problems */
  throwIfAny(): void {
    if (this.problems.length > 0) throw new InvalidInputError('OPTIONS_INVALID', 'the command line', this.problems);
  }

  /** Of two values the last one would win without a word. */
  #refuseRepeated(): void {
    for (const [name, texts] of this.#texts) {
      const example = this.table[name];
      if (typeof example !== 'string' || texts.length < 2) continue;
      this.refuse(
        'OPTION_REPEATED',
        `option --${name} is given ${texts.length} times (${texts.join(', ')}); give it once`,
      );
    }
  }

  #take(name: string, rawName: string, value: string | undefined, isInline: boolean | undefined): void {
    if (!Object.hasOwn(this.table, name)) {
      const near = nearName(name, Object.keys(this.table));
      const hint = near === undefined ? 'see --help' : `did you mean --${near}?`;
      return this.refuse('OPTION_UNKNOWN', `option ${rawName} does not exist; ${hint}`);
    }
    const example = this.table[name];
    if (example === undefined) {
      if (value !== undefined) return this.refuse('OPTION_INVALID', `option ${rawName} takes no value`);
    } else if (value === undefined || value === '' || (isInline === false && value.startsWith('--')))
      return this.refuse('VALUE_MISSING', `option ${rawName} needs a value, as in ${rawName} ${String(example)}`);
    this.#texts.set(name, [...(this.#texts.get(name) ?? []), value ?? '']);
  }
}
