import { parseArgs } from 'node:util';
import { InvalidInputError, nearName, type Problem } from '@disco-engine/kernel';
import { flagsOf, type CommandForm, type FlagTable } from './flag-spec.js';

/** The flags and arguments of a command line, and everything that is wrong with them. */
export class Flags {
  readonly problems: Problem[] = [];
  readonly #table: FlagTable;
  readonly #texts = new Map<string, string[]>();
  readonly #arguments: string[] = [];

  /** @param others forms of the same command, whose flags are refused by their names */
  constructor(
    argv: readonly string[],
    private readonly form: CommandForm,
    private readonly others: readonly CommandForm[] = [],
  ) {
    this.#table = flagsOf(form);
    const options = Object.fromEntries(
      Object.entries(flagsOf(...others, form)).map(([name, { value }]) => [
        name,
        { type: value === undefined ? ('boolean' as const) : ('string' as const) },
      ]),
    );
    // Not strict: strict parsing stops at the first mistake.
    const { tokens } = parseArgs({ args: [...argv], options, strict: false, tokens: true });
    let isAfterUnknown = false;
    for (const token of tokens) {
      // What follows an unknown flag is probably its value, and not a mistake of its own.
      if (token.kind === 'positional' && !isAfterUnknown) this.#takeArgument(token.value);
      if (token.kind === 'option') this.#take(token.name, token.rawName, token.value, token.inlineValue);
      isAfterUnknown = token.kind === 'option' && token.value === undefined && !Object.hasOwn(this.#table, token.name);
    }
    this.#refuseRepeated();
    for (const { name, isOptional } of form.arguments.slice(this.#arguments.length))
      if (isOptional !== true) this.refuse('ARGUMENT_MISSING', `argument ${name} is missing; see --help`);
  }

  refuse(code: string, message: string): void {
    this.problems.push({ code, message });
  }

  /** The argument at a place, or an empty text if it is missing. */
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

  /** The value of a mandatory flag, or an empty text if it is missing. */
  required(name: string): string {
    const text = this.text(name);
    if (text === undefined)
      this.refuse(
        'OPTION_MISSING',
        `--${name} is missing; give it as in --${name} ${this.#table[name]?.example ?? ''}`,
      );
    return text ?? '';
  }

  /** The value of a flag, if it is one of those that the flag takes. */
  choice<Value extends string>(name: string, values: readonly Value[]): Value | undefined {
    const text = this.text(name);
    return values.find((value) => value === text);
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

  /** Otherwise the last of two values would win silently. */
  #refuseRepeated(): void {
    for (const [name, texts] of this.#texts) {
      const { value, repeats } = this.#table[name] ?? {};
      if (value === undefined || repeats === true || texts.length < 2) continue;
      this.refuse('OPTION_REPEATED', `--${name} is given ${texts.length} times (${texts.join(', ')}); give it once`);
    }
  }

  #takeArgument(text: string): void {
    const spec = this.form.arguments[this.#arguments.length];
    this.#arguments.push(text);
    if (spec === undefined)
      this.refuse('ARGUMENT_UNEXPECTED', `unexpected argument '${text}'; ${this.form.unexpected ?? 'see --help'}`);
    else if (spec.choices?.includes(text) === false)
      this.refuse('VALUE_INVALID', `${spec.name} is '${text}'; ${choiceHint(text, spec.choices)}`);
  }

  #take(name: string, rawName: string, text: string | undefined, isInline: boolean | undefined): void {
    const spec = Object.hasOwn(this.#table, name) ? this.#table[name] : undefined;
    if (spec === undefined) {
      const other = this.others.find((form) => Object.hasOwn(flagsOf(form), name));
      const { instead = {} } = this.form;
      const advice = Object.hasOwn(instead, name) ? instead[name] : undefined;
      if (other !== undefined) {
        const tail = advice === undefined ? '' : `; ${advice}`;
        return this.refuse('OPTION_INVALID', `${rawName} is for ${other.called ?? other.usage}${tail}`);
      }
      if (advice !== undefined) return this.refuse('OPTION_UNKNOWN', `unknown option ${rawName}; ${advice}`);
      const near = nearName(name, Object.keys(this.#table));
      const hint = near === undefined ? 'see --help' : `did you mean --${near}?`;
      return this.refuse('OPTION_UNKNOWN', `unknown option ${rawName}; ${hint}`);
    }
    const { value, example = '', choices, isOpen } = spec;
    if (value === undefined) {
      if (text !== undefined)
        return this.refuse('OPTION_INVALID', `${rawName} takes no value, and was given '${text}'`);
    } else if (text === undefined || text === '' || (isInline === false && text.startsWith('--')))
      return this.refuse('VALUE_MISSING', `${rawName} needs a value, as in ${rawName} ${example}`);
    else if (choices !== undefined && isOpen !== true && !choices.includes(text))
      this.refuse('VALUE_INVALID', `${rawName} is '${text}'; ${choiceHint(text, choices)}`);
    this.#texts.set(name, [...(this.#texts.get(name) ?? []), text ?? '']);
  }
}

/** What to give in place of a value that does not exist, as in `did you mean 'csv'? It must be one of: parquet, csv`. */
export function choiceHint(text: string, choices: readonly string[]): string {
  const near = nearName(text, choices);
  // A blank or a comma would not be seen without quotes.
  const shown = choices.map((choice) => (/^\w[\w:-]*$/.test(choice) ? choice : `'${choice}'`));
  return `${near === undefined ? 'it' : `did you mean '${near}'? It`} must be one of: ${shown.join(', ')}`;
}
