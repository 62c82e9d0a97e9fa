import { parseArgs } from 'node:util';
import { InvalidInputError, type Problem } from '@disco-engine/kernel';

/** The parsed command line. */
export interface EnginesArguments {
  /** The engines to run; undefined for those that always run. */
  readonly engines: readonly string[] | undefined;
  /** Modules that provide more suites. */
  readonly modules: readonly string[];
  readonly help: boolean;
}

/** The text for `--help`. */
export function usage(names: readonly string[]): string {
  return `Runs the same models and functions on several JavaScript engines and processors, and compares every bit.

Usage: npm run -s engines -- [options]

  --engines A,B     the engines to run, of ${names.join(', ')};
                    one that is not here is a failure then
  --all             all of them
  --with MODULE     a built module that exports a list \`engineSuites\`; may be given several times
  --help            print this text

Exit code: 0 if all agree, 1 if any differs or fails, 2 if the command line is wrong.
`;
}

const FLAGS = {
  engines: { type: 'string' },
  all: { type: 'boolean' },
  with: { type: 'string', multiple: true },
  help: { type: 'boolean' },
} as const;

/**
 * @param args without the program itself
 * @param names names of the existing engines
 * @throws InvalidInputError `ARGUMENTS_REFUSED`, listing all problems
 */
export function readArguments(args: readonly string[], names: readonly string[]): EnginesArguments {
  const problems: Problem[] = [];
  const refuse = (code: string, message: string): void => void problems.push({ code, message });
  const { values, positionals, tokens } = parseArgs({
    args: [...args],
    options: FLAGS,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const flag = Object.entries(FLAGS).find(([name]) => name === token.name)?.[1];
    if (flag === undefined) refuse('OPTION_UNKNOWN', `unknown option ${token.rawName}; see --help`);
    else if ((flag.type === 'boolean') !== (token.value === undefined))
      refuse('VALUE_INVALID', `${token.rawName} takes ${flag.type === 'boolean' ? 'no' : 'a'} value`);
  }
  for (const positional of positionals) refuse('ARGUMENT_UNEXPECTED', `unexpected argument '${positional}'`);
  const engines = typeof values.engines === 'string' ? values.engines.split(',') : undefined;
  for (const name of engines ?? []) {
    if (!names.includes(name))
      refuse('VALUE_INVALID', `--engines: unknown engine '${name}'; the engines are ${names.join(', ')}`);
  }
  if (problems.length > 0) throw new InvalidInputError('ARGUMENTS_REFUSED', 'The command line', problems);
  return {
    engines: values.all === true ? names : engines,
    modules: (values.with ?? []).filter((path) => typeof path === 'string'),
    help: values.help === true,
  };
}
