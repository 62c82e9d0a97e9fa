import { StandingWorker } from '@disco-engine/cluster';
import { readWorkerOptions } from './worker-options.js';
import { print, printErrorLines } from '../terminal/print.js';
import { styled } from '../terminal/styled.js';

/**
 * `disco worker`: serves launchers until it is ended.
 *
 * @returns the exit code
 */
export async function waitForRuns(argv: readonly string[]): Promise<number> {
  const worker = await StandingWorker.listen(await readWorkerOptions(argv));
  print(`disco worker listens at ${worker.address}\n`);
  const signal = await Promise.race([ended(), worker.broken]);
  await worker.close();
  if (signal === 'SIGINT') return INTERRUPTED;
  if (signal === 'SIGTERM') return 0;
  printErrorLines([[styled('bad', 'Error WORKER_BROKEN'), `: the worker cannot go on: ${signal}`]]);
  return FAILED;
}

function ended(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve(signal));
  });
}

const FAILED = 1;
/** 128 and the number of SIGINT, as shells have it. */
const INTERRUPTED = 130;
