import { rm } from 'node:fs/promises';
import type { FileClaim } from '@disco-engine/data';
import { combineSummaries, DiscoError, type ChannelSummary } from '@disco-engine/sdk';
import type { PartLogReport } from '../worker/part-log.js';
import type { LogSpec } from '../worker/run-spec.js';

/** What to do with what the nodes of a run log; see `DataLogger`. */
export interface RunLogOptions {
  /**
   * Path of the file for the records: CSV if its name ends in `.csv`, otherwise Parquet. Workers store their records
   * beside it during the run, so its folder must already exist. Without a file there are only summaries.
   */
  readonly file?: string | undefined;
  /** Plain data, stored under `run` in the metadata of a Parquet file. */
  readonly metadata?: Readonly<Record<string, unknown>> | undefined;
  /** Epoch from which records count towards the summaries. Default 0. */
  readonly warmup?: number | undefined;
  /**
   * What to do if records cannot be stored: `fail` (default) ends the run with `LOG_FAILED`, `summary` continues with
   * summaries only.
   */
  readonly onFailure?: 'fail' | 'summary' | undefined;
}

/** What the nodes of a run have logged; the same for any number of workers. */
export interface LogResult {
  /** Summaries after the warm-up, in canonical order. */
  readonly channels: readonly ChannelSummary[];
  /** Path of the file with the records; undefined if there are none. */
  readonly file: string | undefined;
  /** Why there are no records, if the run continued without them. */
  readonly failure: string | undefined;
}

/**
 * Claims the log file, so that nobody else can write it until the claim is released.
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
    // A folder that cannot be written to: the workers report it, as `onFailure` says.
    return undefined;
  }
}

/** What one worker needs to know about the log. */
export function logSpec(options: RunLogOptions, worker: number, workers: number): LogSpec {
  const { file, metadata, warmup, onFailure } = options;
  const target = workers === 1 ? file : undefined;
  return { spool: file === undefined ? undefined : spoolOf(file, worker), target, metadata, warmup, onFailure };
}

/** Whether there will be a file of records. */
export function hasRecords(parts: readonly PartLogReport[]): boolean {
  return parts.every(({ failure }) => failure === undefined) && parts.some(({ channels }) => channels.length > 0);
}

/**
 * Combines what the workers have logged, in the order of the workers.
 *
 * @param signal cancels the operation
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
