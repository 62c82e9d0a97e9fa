import { rmSync } from 'node:fs';
import type { SpoolLog } from '@disco-engine/data';
import { DiscoError, type ChannelSummary, type LogOptions, type Simulation } from '@disco-engine/sdk';
import type { LogSpec } from './run-spec.js';

/** What a worker has logged. */
export interface PartLogReport {
  /** Summaries of its channels after the warm-up. */
  readonly channels: readonly ChannelSummary[];
  /** Why there are no records, if the run continued without them. */
  readonly failure: string | undefined;
}

/**
 * The log of one partition: a spool next to the final file. The only worker of a run writes the final file itself; the
 * spools of several workers are combined by their launcher.
 */
export class PartLog {
  private constructor(
    private readonly spec: LogSpec,
    private readonly spool: SpoolLog | undefined,
  ) {}

  static async open(spec: LogSpec): Promise<PartLog> {
    if (spec.spool === undefined) return new PartLog(spec, undefined);
    const { SpoolLog } = await dataPackage();
    return new PartLog(spec, new SpoolLog(spec.spool));
  }

  get options(): LogOptions {
    const { warmup, onFailure } = this.spec;
    return { sinks: this.spool === undefined ? [] : [this.spool], warmup, onFailure };
  }

  /**
   * Ends the log; nothing can be recorded afterwards.
   *
   * @param end epoch until which the last recorded values hold
   * @param signal cancels the operation
   * @throws DiscoError `LOG_FAILED`, `PACKAGE_MISSING`; the reason of the signal
   */
  async end(simulation: Simulation, end: number, signal: AbortSignal): Promise<PartLogReport> {
    const channels = simulation.summaries(end);
    try {
      const [dropped] = simulation.logFailures;
      if (dropped !== undefined) return { channels, failure: dropped.message };
      await this.#write(channels.length, signal);
      return { channels, failure: undefined };
    } catch (error) {
      signal.throwIfAborted();
      if (this.spec.onFailure !== 'summary' || !(error instanceof DiscoError)) throw error;
      return { channels, failure: error.message };
    }
  }

  /** Removes the spool; call it when nobody needs it any more. */
  remove(): void {
    if (this.spec.spool !== undefined) rmSync(this.spec.spool, { force: true });
  }

  async #write(channels: number, signal: AbortSignal): Promise<void> {
    if (this.spool === undefined) return;
    this.spool.close();
    const { target, metadata } = this.spec;
    if (target === undefined) return;
    // A model that logs nothing leaves no file, and does not need the package that writes logs.
    if (channels > 0) {
      const { formatOf, writeLog } = await dataPackage();
      await writeLog([this.spool.file], { path: target, format: formatOf(target), metadata, signal });
    }
    this.remove();
  }
}

/** A worker whose run keeps no records starts faster without it. */
function dataPackage(): Promise<typeof import('@disco-engine/data')> {
  return import('@disco-engine/data');
}
