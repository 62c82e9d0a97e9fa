import { rm } from 'node:fs/promises';
import type { FileClaim } from '@disco-engine/data';
import { combineSummaries, DiscoError, type ChannelSummary } from '@disco-engine/sdk';
import type { PartLogReport } from '../worker/part-log.js';
import type { LogSpec } from '../worker/run-spec.js';

/** What becomes of what the nodes of a run log; see `DataLogger`. */
export interface RunLogOptions {
  /**
   * Path of the file for the records: CSV where its name ends in `.csv`, otherwise Parquet. Workers keep theirs beside it meanwhile, so its
   * folder must be there. Without it there are summaries alone.
   */
  readonly file?: string | undefined;
  /** Plain data, which stands under `run` in the metadata of a Parquet file. */
  readonly metadata?: Readonly<Record<string, unknown>> | undefined;
  /** Epoch from which on records count for the summaries; 0 by default. */
  readonly warmup?: number | undefined;
  /** Whether a run whose records cannot be kept ends with `LOG_FAILED`, which is the default, or goes on with summaries alone. */
  readonly onFailure?: 'fail' | 'summary' | undefined;
}

/** What the nodes of a run have logged, the same for any number of workers. */
export interface LogResult {
  /** After the warm-up, in canonical order. */
  readonly channels: readonly ChannelSummary[];
  /** Path of the file with the records; undefined where there are none. */
  readonly file: string | undefined;
  /** Why there are none, where the run went on without them. */
  readonly failure: string | undefined;
}

/**
 * The right to write the file of the log, which nobody else has until it is released.
 *
 * @throws DiscoError `LOG_IN_USE`
 */
export async function claimLog(file: string | undefined): Promise<FileClaim | undefined> {
  if (file === undefined) return undefined;
  const { FileClaim: Claim } = await import('@disco-engine/data');
  try {
    return Claim.take(file);
  } catch (error) {
    if (error instanceof DiscoError) throw error;
    // A folder where nothing can be written: the workers say so, each as `onFailure` wants it.
    return undefined;
  }
}

/** What one worker is told of the log. */
export function logSpec(options: RunLogOptions, worker: number, workers: number): LogSpec {
  const { file, metadata, warmup, onFailure } = options;
  const target = workers === 1 ? file : undefined;
  return { spool: file === undefined ? undefined : spoolOf(file, worker), target, metadata, warmup, onFailure };
}

/** Whether there is a file of records, once it is written. */
export function hasRecords(parts: readonly PartLogReport[]): boolean {
  return parts.every(({ failure }) => failure === undefined) && parts.some(({ channels }) => channels.length > 0);
}

/**
 * Puts together what the workers have logged, by worker.
 *
 * @param signal has it give up
 * @throws DiscoError `LOG_FAILED`, `PACKAGE_MISSING`; the reason of the signal
 */
export async function logResult(
  options: RunLogOptions,
  parts: readonly PartLogReport[],
  signal: AbortSignal,
): Promise<LogResult> {
  const { file, metadata, onFailure } = options;
  const channels = combineSummaries(parts.map((part) => part.channels));
  const failure = parts.map((part) => part.failure).find((reason) => reason !== undefined);
  if (file === undefined) return { channels, file, failure };
  const spools = parts.length === 1 ? [] : [...parts.keys()].map((worker) => spoolOf(file, worker));
  try {
    const isKept = hasRecords(parts);
    if (isKept && spools.length > 0) {
      const { formatOf, writeLog } = await import('@disco-engine/data');
      await writeLog(spools, { path: file, format: formatOf(file), metadata, signal });
    }
    return { channels, file: isKept ? file : undefined, failure };
  } catch (error) {
    signal.throwIfAborted();
    if (onFailure !== 'summary' || !(error instanceof DiscoError)) throw error;
    return { channels, file: undefined, failure: error.message };
  } finally {
    await Promise.all(spools.map((spool) => rm(spool, { force: true })));
  }
}

function spoolOf(file: string, worker: number): string {
  return `${file}.${worker}.spool`;
}
