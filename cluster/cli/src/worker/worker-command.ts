import { StandingWorker } from '@disco-engine/cluster';
import { print } from '../terminal/print.js';
import { EndSignals, exitCodeOf } from './end-signals.js';
import { readWorkerOptions } from './worker-options.js';

/**
 * `disco worker`: serves launchers until it is ended.
 *
 * @returns the exit code
 */
export async function waitForRuns(argv: readonly string[]): Promise<number> {
  // Before anything that takes time, so that a signal is not lost on PID 1.
  const signals = new EndSignals();
  try {
    const { standing, drainWithin } = await readWorkerOptions(argv);
    const worker = await StandingWorker.listen(standing);
    print(`disco worker listens at ${worker.address}\n`);
    return await served(worker, signals, drainWithin);
  } finally {
    signals.dispose();
  }
}

/** Ctrl-C ends the worker at once. SIGTERM lets the run in progress end, until a second signal comes. */
async function served(worker: StandingWorker, signals: EndSignals, drainWithin: number): Promise<number> {
  const isBroken = worker.broken.then(() => undefined);
  const first = await Promise.race([signals.first, isBroken]);
  if (first !== 'SIGTERM') {
    await worker.close();
    return first === undefined ? FAILED : exitCodeOf(first);
  }
  const second = await Promise.race([
    worker.drain(drainWithin).then(() => 'drained' as const),
    signals.second,
    isBroken,
  ]);
  if (second === 'SIGINT' || second === 'SIGTERM') {
    // Even if something keeps the worker from closing.
    setTimeout(() => process.exit(exitCodeOf(second)), END_WITHIN).unref();
    await worker.close(ORDERLY_END);
    return exitCodeOf(second);
  }
  await worker.close();
  return second === undefined ? FAILED : 0;
}

const FAILED = 1;
/** Milliseconds in which a second signal ends the process, whatever it does. */
const END_WITHIN = 5_000;
/** Milliseconds that a handler has then. */
const ORDERLY_END = 500;
