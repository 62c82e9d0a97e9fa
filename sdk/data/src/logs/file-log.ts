import { resolve } from 'node:path';
import { loadDuckDb } from '../duckdb/load-duckdb.js';
import { type LogChannel, type LogBlock, type LoggedRun, type LogSink } from '@disco-engine/sdk';
import { logFailure, sinkInUse } from '@disco-engine/sdk/extensions';
import { FileClaim } from './file-claim.js';
import { SpoolLog } from './spool-log.js';
import { uniqueName } from './unique-name.js';
import { writeLog, type WriteLogOptions } from './write-log.js';

/**
 * Writes the log of a run to one file. During the run, records go to a spool file next to it, which keeps memory use low; disposing of the
 * simulation creates the file and removes the spool. A second run with the same file is rejected at its start.
 */
abstract class FileLog implements LogSink {
  abstract readonly name: string;
  readonly file: string;
  readonly #spool: SpoolLog;
  #opened = false;
  #closed: Promise<void> | undefined;
  #claim: FileClaim | undefined;

  constructor(private readonly options: WriteLogOptions) {
    this.file = options.path;
    this.#spool = new SpoolLog(uniqueName(resolve(options.path), 'spool'));
  }

  /** @internal */
  async open(run: LoggedRun): Promise<void> {
    if (this.#opened) throw sinkInUse(this);
    this.#opened = true;
    // Reports a missing package before the run.
    await loadDuckDb();
    this.#claim = FileClaim.take(this.file);
    try {
      this.#spool.open(run);
    } catch (error) {
      this.abandon();
      throw error;
    }
  }

  /** @internal */
  begin(channels: readonly LogChannel[]): void {
    this.#spool.begin(channels);
  }

  /** @internal */
  take(block: LogBlock): void {
    this.#spool.take(block);
  }

  /** Writes the file before the simulation is disposed of; no more records can follow. @throws DiscoError `LOG_FAILED` */
  close(): Promise<void> {
    return (this.#closed ??= this.#close());
  }

  /** @internal */
  abandon(): void {
    this.#spool.abandon();
    this.#claim?.release();
    this.#claim = undefined;
  }

  async #close(): Promise<void> {
    if (!this.#opened) return;
    try {
      this.#spool.close();
      await writeLog([this.#spool.file], this.options);
    } catch (error) {
      throw logFailure(this, error);
    } finally {
      this.abandon();
    }
  }
}

/**
 * Writes the log of a run to a Parquet file, with the channels and the given facts about the run as metadata. Needs `@duckdb/node-api`.
 *
 * @example
 * const log = new ParquetLog('results/log.parquet', { seed: 7 });
 * const simulation = await Simulation.create(SupplyChain, { scenario, seed: 7, log });
 * await simulation.run({ until: 365 });
 * await simulation.dispose();
 */
export class ParquetLog extends FileLog {
  readonly name = 'parquet';

  /**
   * @param path file to write; an existing file is overwritten. Its folder must already exist
   * @param metadata plain data, stored under `run` in the metadata of the file
   */
  constructor(path: string, metadata: Readonly<Record<string, unknown>> = {}) {
    super({ path, metadata });
  }
}

/** Writes the log of a run to a CSV file with a header. Needs `@duckdb/node-api`. */
export class CsvLog extends FileLog {
  readonly name = 'csv';

  /** @param path file to write; an existing file is overwritten. Its folder must already exist */
  constructor(path: string) {
    super({ path, format: 'csv' });
  }
}
