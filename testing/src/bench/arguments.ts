import { parseArgs } from 'node:util';
import { InvalidInputError, type Problem } from '@disco-engine/kernel';

/** The parsed command line. */
export interface BenchArguments {
  /** Whether to print one JSON object per line instead of a table. */
  readonly json: boolean;
  /** The benchmarks to run; all if none is named. */
  readonly only: readonly string[];
  readonly rounds: number;
}

/** The paths given by `--with`, whose modules must be loaded before the names of benchmarks are known. */
export function moduleArguments(args: readonly string[]): string[] {
  const { values } = parseArgs({ args: [...args], options: OPTIONS, strict: false, allowPositionals: true });
  return (values.with ?? []).filter((path) => typeof path === 'string');
}

/** Printed when the command line is invalid. */
export const USAGE = 'usage: npm run -s bench -- [--json] [--only NAME]… [--rounds N] [--with MODULE]…';

const DEFAULT_ROUNDS = 5;

const OPTIONS = {
  json: { type: 'boolean' },
  only: { type: 'string', multiple: true },
  rounds: { type: 'string' },
  with: { type: 'string', multiple: true },
} as const;

/**
 * Reads the command line.
 * @param args without the program itself
 * @param names names of the existing benchmarks
 * @throws InvalidInputError with all problems of the command line
 */
export function readArguments(args: readonly string[], names: readonly string[]): BenchArguments {
  const problems: Problem[] = [];
  const refuse = (code: string, message: string) => problems.push({ code, message });
  const { values, positionals, tokens } = parseArgs({
    args: [...args],
    options: OPTIONS,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    if (!Object.hasOwn(OPTIONS, token.name)) refuse('OPTION_UNKNOWN', `unknown option ${token.rawName}`);
    else if (token.name === 'json' ? token.value !== undefined : token.value === undefined)
      refuse('VALUE_INVALID', `${token.rawName} takes ${token.name === 'json' ? 'no' : 'a'} value`);
  }
  for (const positional of positionals) refuse('ARGUMENT_UNEXPECTED', `unexpected argument '${positional}'`);
  const only = (values.only ?? []).filter((name) => typeof name === 'string');
  for (const name of only) {
    if (!names.includes(name))
      refuse('BENCHMARK_UNKNOWN', `unknown benchmark '${name}'; the benchmarks are ${names.join(', ')}`);
  }
  const rounds = Number(values.rounds ?? DEFAULT_ROUNDS);
  if (typeof values.rounds === 'string' && !(Number.isInteger(rounds) && rounds >= 1 && rounds <= 1000))
    refuse('ROUNDS_INVALID', `--rounds takes a whole number from 1 to 1000, not '${values.rounds}'`);
  if (problems.length > 0) throw new InvalidInputError('ARGUMENTS_REFUSED', 'The command line', problems);
  return { json: values.json === true, only, rounds };
}
