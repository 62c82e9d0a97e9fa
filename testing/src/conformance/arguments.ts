import { parseArgs } from 'node:util';
import { InvalidInputError, MOST_WORKERS, type Problem } from '@disco-engine/kernel';
import { isTransportName, TRANSPORT_NAMES, type TransportName } from '@disco-engine/transports';

/** The parsed command line. */
export interface ConformanceArguments {
  readonly files: readonly string[];
  readonly workers: number;
  /** Undefined if the workers are stepped in turn and exchange messages directly. */
  readonly transport: TransportName | undefined;
  readonly help: boolean;
}

/** The text for `--help`. */
export const USAGE = `Runs recorded models and compares every activation with the recording.

Usage: npm run -s conformance -- [options] FILE…

  FILE              trace file, .json or .json.gz
  --workers N       workers in this process, 1 to ${MOST_WORKERS} (default: 1); nodes are placed round robin
  --transport NAME  what joins them: ${TRANSPORT_NAMES.join(', ')}; or none, the default: they are stepped
                    in turn on one thread and tell one another directly
  --help            print this text

Exit code: 0 if all cases pass, 1 if some fail, 2 if the command line is wrong.
`;

const FLAGS = {
  workers: { type: 'string' },
  transport: { type: 'string' },
  help: { type: 'boolean' },
} as const;

/**
 * @param args without the program itself
 * @throws InvalidInputError `ARGUMENTS_REFUSED`, listing all problems
 */
export function readArguments(args: readonly string[]): ConformanceArguments {
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
    if (!Object.hasOwn(FLAGS, token.name)) refuse('OPTION_UNKNOWN', `unknown option ${token.rawName}; see --help`);
    else if ((token.name === 'help') !== (token.value === undefined))
      refuse('VALUE_INVALID', `${token.rawName} takes ${token.name === 'help' ? 'no' : 'a'} value`);
  }
  const { workers = '1', transport = 'none', help = false } = values;
  const count = Number(workers);
  if (typeof workers === 'string' && !(/^\d+$/.test(workers) && count >= 1 && count <= MOST_WORKERS))
    refuse('VALUE_INVALID', `--workers takes a whole number from 1 to ${MOST_WORKERS}, not '${workers}'`);
  const kind = isTransportName(transport) ? transport : undefined;
  if (typeof transport === 'string' && kind === undefined && transport !== 'none')
    refuse('VALUE_INVALID', `--transport takes ${TRANSPORT_NAMES.join(', ')} or none, not '${transport}'`);
  if (positionals.length === 0 && help !== true) refuse('FILE_MISSING', 'no trace file is given');
  if (problems.length > 0) throw new InvalidInputError('ARGUMENTS_REFUSED', 'The command line', problems);
  return { files: positionals, workers: count, transport: kind, help: help === true };
}
