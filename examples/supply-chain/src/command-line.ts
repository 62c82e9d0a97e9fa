import { resolve } from 'node:path';
import { DiscoError, InvalidInputError } from '@disco-engine/sdk';
import { readChain } from './chain-file.js';
import { readOptions, USAGE } from './options.js';
import { ProgressBar } from './progress.js';
import { resultJson, resultText } from './result-text.js';
import { simulateChain, type ChainResult } from './simulate-chain.js';

const FAILED = 1;
const BAD_INPUT = 2;
/** 128 plus the number of SIGINT, as in shells. */
const INTERRUPTED = 130;

/**
 * The command: reads the options and the chain, simulates, prints. Results go to stdout; progress and errors go to stderr.
 *
 * @param argv the arguments without node and script
 * @returns the exit code: 0, 1 after a failure, 2 for invalid input, 130 after Ctrl-C
 */
export async function runCommand(argv: readonly string[]): Promise<number> {
  try {
    const options = readOptions(argv);
    if (options.help) {
      process.stdout.write(USAGE);
      return 0;
    }
    // npm runs scripts in the directory of the package; INIT_CWD is the user's directory.
    const chain = await readChain(resolve(process.env['INIT_CWD'] ?? process.cwd(), options.chain));
    const { days, warmup, seed, workers, transport, json } = options;
    const progress = json ? undefined : new ProgressBar(process.stderr, warmup + days);
    const result = await interruptible(async (signal) => {
      try {
        const onProgress = (day: number): void => progress?.at(day);
        const finished = await simulateChain(chain, { days, warmup, seed, workers, transport, signal, onProgress });
        onProgress(warmup + days);
        return finished;
      } finally {
        progress?.end();
      }
    });
    process.stdout.write(json ? resultJson(result.summary) : resultText(result));
    return 0;
  } catch (error) {
    return report(error, argv.includes('--debug'));
  }
}

/** The first Ctrl-C ends the run between two activations; a second one finds no listener and kills the process. */
async function interruptible(run: (signal: AbortSignal) => Promise<ChainResult>): Promise<ChainResult> {
  const controller = new AbortController();
  const interrupt = (): void => controller.abort();
  process.once('SIGINT', interrupt);
  try {
    return await run(controller.signal);
  } finally {
    process.removeListener('SIGINT', interrupt);
  }
}

function report(error: unknown, debug: boolean): number {
  if (error instanceof DiscoError && error.code === 'RUN_ABORTED') {
    process.stderr.write(`Interrupted: the run ended at epoch ${error.place.epoch ?? 0} (days)\n`);
    return INTERRUPTED;
  }
  const code = error instanceof DiscoError ? error.code : 'UNEXPECTED';
  const text = error instanceof Error ? error.message : String(error);
  const trace = debug && error instanceof Error ? `${error.stack ?? ''}\n` : '';
  process.stderr.write(`Error ${code}: ${text}\n${trace}`);
  return error instanceof InvalidInputError ? BAD_INPUT : FAILED;
}
