import { setTimeout as sleep } from 'node:timers/promises';
import type { LauncherStep, StandingWorker } from '@disco-engine/cluster';
import { DiscoError } from '@disco-engine/kernel';
import type { Ranks } from '../flags/ranks-flag.js';
import { interruptible } from '../terminal/interruptible.js';
import { rankName, rankWorker, type RankOptions } from './rank-worker.js';

const INTERRUPTED = 130;
/** Milliseconds that an interrupted rank leaves to rank 0 to end the run; schedulers kill after 30 s. */
const GRACE = 10_000;

/**
 * Takes part in the run that rank 0 leads, and ends with it.
 *
 * @returns the exit code
 * @throws DiscoError `LAUNCHER_MISSING` if rank 0 does not come in time; `LAUNCHER_LOST` if it is gone before the run has ended;
 *   `LAUNCHER_FAILED` if its run has failed; `WORKER_BROKEN`
 */
export async function followRun(ranks: Ranks, options: RankOptions): Promise<number> {
  const worker = await rankWorker(ranks, options);
  try {
    return await interruptible((signal) => endOf(worker, ranks, signal));
  } finally {
    await worker.close();
  }
}

async function endOf(worker: StandingWorker, { rank, addresses, wait }: Ranks, signal: AbortSignal): Promise<number> {
  const leader = rankName(0, addresses[0] ?? '');
  const steps = stepsOf(worker);
  const interrupted = new Promise<'interrupted'>((resolve) =>
    signal.addEventListener('abort', () => resolve('interrupted')),
  );
  const broken = worker.broken.then((reason) => {
    throw new DiscoError('WORKER_BROKEN', `rank ${rank} cannot continue: ${reason}`);
  });
  const giveUp = new AbortController();
  const late = sleep(wait, 'late' as const, { signal: giveUp.signal }).catch(() => 'late' as const);
  const came = await Promise.race([steps.came, interrupted, broken, late]);
  giveUp.abort();
  if (came === 'interrupted') return INTERRUPTED;
  if (came === 'late')
    throw new DiscoError(
      'LAUNCHER_MISSING',
      `rank ${rank} waited for ${leader} for ${wait / 1000} s; check that it is running and can reach ${addresses[rank]}, or give ` +
        'more time with --rank-wait',
    );
  const end = await Promise.race([steps.went, interrupted, broken]);
  if (end === 'interrupted') {
    // A scheduler tells all ranks at once. Rank 0 can cancel the run only while all are there.
    await Promise.race([steps.went, sleep(GRACE, undefined, { ref: false })]);
    return INTERRUPTED;
  }
  const { outcome } = end;
  if (outcome === undefined)
    throw new DiscoError(
      'LAUNCHER_LOST',
      `${leader} is gone before it said how the run has ended, so rank ${rank} ends too; see the output of rank 0, and start all again`,
    );
  if (outcome.status === 'failed')
    throw new DiscoError(
      'LAUNCHER_FAILED',
      `${leader} reports that the run has failed: ${outcome.reason ?? 'it gives no reason'}`,
    );
  return outcome.status === 'canceled' ? INTERRUPTED : 0;
}

type Went = Extract<LauncherStep, { step: 'went' }>;

function stepsOf(worker: StandingWorker): { readonly came: Promise<'came'>; readonly went: Promise<Went> } {
  let came: (step: 'came') => void = () => {};
  let went: (step: Went) => void = () => {};
  const steps = {
    came: new Promise<'came'>((resolve) => (came = resolve)),
    went: new Promise<Went>((resolve) => (went = resolve)),
  };
  worker.launchers.subscribe((step) => (step.step === 'came' ? came('came') : went(step)));
  return steps;
}
