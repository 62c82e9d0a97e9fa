import { parseArgs } from 'node:util';
import { DiscoError } from '@disco-engine/kernel';
import type { CoverageStudy } from './measure-coverage.js';
import { QueueParameters } from './queue.js';

export const USAGE =
  'usage: npm run -s bench:coverage -- [--experiments N] [--replications N] [--customers N] [--warmup N] [--seed N] [--help]';

const text = { type: 'string' } as const;
const OPTIONS = { experiments: text, replications: text, customers: text, warmup: text, seed: text };

/**
 * Reads the command line.
 *
 * @param args without the program itself
 * @throws DiscoError ARGUMENTS_REFUSED
 */
export function readCoverageArguments(args: readonly string[]): CoverageStudy {
  const { values } = parse(args);
  const whole = (name: keyof typeof OPTIONS, standard: number, least: number): number => {
    const given = values[name];
    if (given === undefined) return standard;
    const value = Number(given);
    if (/^\d+$/u.test(given) && Number.isSafeInteger(value) && value >= least) return value;
    throw new DiscoError('ARGUMENTS_REFUSED', `--${name} takes a whole number of ${least} or more, not '${given}'`);
  };
  const { warmup, measured } = new QueueParameters();
  return {
    experiments: whole('experiments', 1000, 1),
    replications: whole('replications', 20, 2),
    seed: whole('seed', 1, 0),
    parameters: {
      ...new QueueParameters(),
      measured: whole('customers', measured, 1),
      warmup: whole('warmup', warmup, 0),
    },
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS });
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new DiscoError('ARGUMENTS_REFUSED', message, {}, { cause });
  }
}
