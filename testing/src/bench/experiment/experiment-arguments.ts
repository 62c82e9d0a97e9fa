import { parseArgs } from 'node:util';
import { DiscoError } from '@disco-engine/kernel';

/** The parsed command line. */
export interface ExperimentArguments {
  readonly help: boolean;
  /** Whether to print one JSON object per line instead of a table. */
  readonly json: boolean;
  readonly quick: boolean;
  readonly rounds: number;
  /** The parts to run; all if none is named. */
  readonly only: readonly string[];
  /** Paths of modules that provide more parts. */
  readonly modules: readonly string[];
}

/** Printed on request, or when the command line is invalid. */
export const USAGE =
  'usage: npm run -s bench:experiment -- [--quick] [--rounds N] [--only PART]… [--json] [--with MODULE]… [--help]';

const OPTIONS = {
  help: { type: 'boolean' },
  json: { type: 'boolean' },
  quick: { type: 'boolean' },
  rounds: { type: 'string' },
  only: { type: 'string', multiple: true },
  with: { type: 'string', multiple: true },
} as const;

/**
 * Reads the command line.
 *
 * @param args without the program itself
 * @throws DiscoError ARGUMENTS_REFUSED
 */
export function readExperimentArguments(args: readonly string[]): ExperimentArguments {
  const { help = false, json = false, quick = false, rounds = '5', only = [], with: modules = [] } = parse(args);
  if (!/^[1-9]\d{0,2}$/u.test(rounds))
    throw new DiscoError('ARGUMENTS_REFUSED', `--rounds takes a whole number from 1 to 999, not '${rounds}'`);
  return { help, json, quick, rounds: Number(rounds), only, modules };
}

/** @throws DiscoError ARGUMENTS_REFUSED if a requested part does not exist */
export function refuseUnknownParts(only: readonly string[], names: readonly string[]): void {
  const unknown = only.filter((name) => !names.includes(name));
  if (unknown.length === 0) return;
  throw new DiscoError('ARGUMENTS_REFUSED', `unknown part ${unknown.join(', ')}; the parts are ${names.join(', ')}`);
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS }).values;
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new DiscoError('ARGUMENTS_REFUSED', message, {}, { cause });
  }
}
