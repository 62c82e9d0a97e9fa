import { DiscoError, shownValue } from '@disco-engine/kernel';
import type { ClusterRun } from './cluster-run.js';
import type { ClusterResult } from './start-options.js';

/** How a run goes on after a worker was lost. */
export interface Recovery {
  /** Maximum number of attempts, the first one included; a whole number of at least 1. Default 5. */
  readonly attempts?: number | undefined;
  /** Called when an attempt has started, with its run: to pause it, cancel it or collect from it. */
  readonly onStart?: ((run: ClusterRun, attempt: number) => void) | undefined;
  /** Called before each further attempt. */
  readonly onLoss?: ((loss: RunLoss) => void) | undefined;
}

/** A worker was lost, and the run begins anew. */
export interface RunLoss {
  readonly loss: DiscoError;
  /** Number of the attempt that begins now; the first one was 1. */
  readonly attempt: number;
  readonly attempts: number;
  /** Number of workers that there are now. */
  readonly workers: number;
}

export interface RecoveredResult extends ClusterResult {
  /** Number of the attempt that gave the result; 1 if no worker was lost. */
  readonly attempts: number;
}

/**
 * Makes attempts until one ends with a result, or with an error that does not lie with the workers.
 *
 * @param replaceLost replaces the workers that are lost, and returns how many there are now
 */
export async function recovering(
  start: () => Promise<ClusterRun>,
  replaceLost: () => Promise<number>,
  { attempts = MOST_ATTEMPTS, onStart, onLoss }: Recovery,
  signal: AbortSignal | undefined,
): Promise<RecoveredResult> {
  if (!(Number.isInteger(attempts) && attempts >= 1))
    throw new DiscoError('ARGUMENT_INVALID', `attempts is ${shownValue(attempts)}; give a whole number of at least 1`);
  let loss: DiscoError | undefined;
  for (let attempt = 1; ; attempt++) {
    try {
      if (loss !== undefined) {
        const workers = await replaceLost();
        onLoss?.({ loss, attempt, attempts, workers });
      }
      const run = await start();
      try {
        onStart?.(run, attempt);
      } catch (error) {
        await run.cancel();
        throw error;
      }
      return { ...(await run.finished), attempts: attempt };
    } catch (error) {
      loss = lossOf(error);
      if (loss === undefined || signal?.aborted === true) throw error;
      if (attempt >= attempts) throw attempts === 1 ? error : exhausted(loss, attempts);
    }
  }
}

/** A failure that lies with the workers, and not with what they run. */
function lossOf(error: unknown): DiscoError | undefined {
  if (!(error instanceof DiscoError)) return undefined;
  if (error.code === 'CLUSTER_BROKEN') return lossOf(error.cause);
  return LOSSES.has(error.code) ? error : undefined;
}

function exhausted(loss: DiscoError, attempts: number): DiscoError {
  const why = `a worker was lost in each of ${attempts} attempts, so the cause may lie with the model: ${loss.message}`;
  return new DiscoError(loss.code, why, {}, { cause: loss });
}

const LOSSES: ReadonlySet<string> = new Set(['WORKER_LOST', 'WORKER_BROKEN', 'WORKER_UNREACHABLE']);
const MOST_ATTEMPTS = 5;
