import { DiscoError, InvalidInputError } from '@disco-engine/kernel';
import { runOnWorkers } from './run-command.js';
import { RUN_USAGE, USAGE, WORKER_USAGE } from './usage.js';
import { waitForRuns } from './worker-command.js';

const FAILED = 1;
const BAD_INPUT = 2;
/** 128 and the number of SIGINT, as shells have it. */
const INTERRUPTED = 130;

/**
 * The command `disco`. Results go to stdout, errors to stderr.
 *
 * @param argv the arguments without node and script
 * @returns the exit code: 0, 1 after a failure, 2 where the input is refused, 130 after Ctrl-C
 */
export async function runCommand(argv: readonly string[]): Promise<number> {
  const [name, ...rest] = argv;
  const wantsHelp = argv.includes('--help');
  try {
    if (name === 'run') {
      if (wantsHelp) return say(RUN_USAGE);
      await runOnWorkers(rest);
      return 0;
    }
    if (name === 'worker') return wantsHelp ? say(WORKER_USAGE) : await waitForRuns(rest);
    if (wantsHelp) return say(USAGE);
    const message = `${name === undefined ? 'a command is missing' : `there is no command '${name}'`}; there are: run, worker`;
    throw new InvalidInputError('OPTIONS_INVALID', 'the command line', [{ code: 'COMMAND_UNKNOWN', message }]);
  } catch (error) {
    return report(error, argv.includes('--debug'));
  }
}

function say(text: string): number {
  process.stdout.write(text);
  return 0;
}

function report(error: unknown, debug: boolean): number {
  if (error instanceof DiscoError && error.code === 'RUN_ABORTED') {
    process.stderr.write(`Interrupted: the run ended at epoch ${error.place.epoch ?? 0}\n`);
    return INTERRUPTED;
  }
  const code = error instanceof DiscoError ? error.code : 'UNEXPECTED';
  const text = error instanceof Error ? error.message : String(error);
  const trace = debug && error instanceof Error ? `${error.stack ?? ''}\n` : '';
  process.stderr.write(`Error ${code}: ${text}\n${trace}`);
  return error instanceof InvalidInputError ? BAD_INPUT : FAILED;
}
