import { parseArgs } from 'node:util';
import { DiscoError } from '@disco-engine/kernel';

/** What the command line asks for. */
export interface ExperimentArguments {
  readonly help: boolean;
  /** One JSON object a line instead of a table. */
  readonly json: boolean;
  readonly quick: boolean;
  readonly rounds: number;
  /** The parts to run; all of them if none is named. */
  readonly only: readonly string[];
  /** Paths of modules that bring more parts. */
  readonly modules: readonly string[];
}

/** For whoever asks, or got the command line wrong. */
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

/** @throws DiscoError ARGUMENTS_REFUSED where a part is asked for that there is not */
export function refuseUnknownParts(only: readonly string[], names: readonly string[]): void {
  const unknown = only.filter((name) => !names.includes(name));
  if (unknown.length === 0) return;
  throw new DiscoError('ARGUMENTS_REFUSED', `there is no part ${unknown.join(', ')}, only ${names.join(', ')}`);
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS }).values;
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new DiscoError('ARGUMENTS_REFUSED', message, {}, { cause });
  }
}
