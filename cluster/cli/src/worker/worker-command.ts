import { StandingWorker } from '@disco-engine/cluster';
import { measuring } from '../metrics/measuring.js';
import { StandingMetrics } from '../metrics/standing-metrics.js';
import { print } from '../terminal/print.js';
import { exitCodeOf } from '../terminal/signal-exit.js';
import { EndSignals, type EndSignal } from './end-signals.js';
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
    const { standing, drainWithin, metrics } = await readWorkerOptions(argv);
    const figures = new StandingMetrics();
    const worker = await StandingWorker.listen({ ...standing, log: standing.log && figures.counted(standing.log) });
    try {
      return await measuring(
        metrics,
        async () => figures.read(worker),
        async () => {
          print(`disco worker listens at ${worker.address}\n`);
          return served(worker, signals, drainWithin);
        },
      );
    } catch (error) {
      // The metrics cannot be served.
      await worker.close();
      throw error;
    }
  } finally {
    signals.dispose();
  }
}

/** Ctrl-C ends the worker at once. SIGTERM lets the run in progress end, until a second signal comes. */
async function served(worker: StandingWorker, signals: EndSignals, drainWithin: number): Promise<number> {
  const isBroken = worker.broken.then(() => undefined);
  const first = await Promise.race([signals.first, isBroken]);
  if (first === 'SIGINT') return endedAtOnce(worker, first);
  if (first === 'SIGTERM') {
    const drained = worker.drain(drainWithin).then(() => 'drained' as const);
    const next = await Promise.race([drained, signals.second, isBroken]);
    if (next === 'SIGINT' || next === 'SIGTERM') return endedAtOnce(worker, next);
    if (next === 'drained') {
      await worker.close();
      return 0;
    }
  }
  await worker.close();
  return FAILED;
}

async function endedAtOnce(worker: StandingWorker, signal: EndSignal): Promise<number> {
  const code = exitCodeOf(signal);
  // Even if something keeps the worker from closing.
  setTimeout(() => process.exit(code), END_WITHIN).unref();
  await worker.close(ORDERLY_END);
  return code;
}

const FAILED = 1;
/** Milliseconds in which the process ends, whatever it does. */
const END_WITHIN = 5_000;
/** Milliseconds that a handler has for an orderly end before that. */
const ORDERLY_END = 500;
