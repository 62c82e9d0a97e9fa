import { rmSync } from 'node:fs';
import { type LogChannel, type LogBlock, type LogSink, type LoggedRun } from '@disco-engine/sdk';
import { logFailure, sinkInUse } from '@disco-engine/sdk/extensions';
import { SpoolWriter } from './spool-writer.js';

/**
 * Writes the log of one partition to a file that `writeLog` merges with those of the others. The file is complete once the simulation has
 * been disposed of. It can only be read on the machine that wrote it, and by the same version of the engine.
 */
export class SpoolLog implements LogSink {
  readonly name = 'spool';
  #run: LoggedRun | undefined;
  #writer: SpoolWriter | undefined;
  #closed = false;

  /** @param file file to write; an existing file is overwritten, unless it is a link. Its folder must already exist */
  constructor(readonly file: string) {}

  /** @internal */
  open(run: LoggedRun): void {
    if (this.#run !== undefined) throw sinkInUse(this);
    this.#run = run;
    this.#writer = new SpoolWriter(this.file);
  }

  /** @internal */
  begin(channels: readonly LogChannel[]): void {
    this.#writer?.begin(channels);
  }

  /** @internal */
  take(block: LogBlock): void {
    this.#writer?.take(block);
  }

  /** Completes the file before the simulation is disposed of; no more records can follow. @throws DiscoError `LOG_FAILED` */
  close(): void {
    if (this.#closed || this.#run === undefined) return;
    this.#run.flush();
    this.#closed = true;
    try {
      this.#writer?.finish();
    } catch (error) {
      this.abandon();
      throw logFailure(this, error);
    }
  }

  /** @internal */
  abandon(): void {
    this.#closed = true;
    if (this.#writer === undefined) return;
    this.#writer.close();
    rmSync(this.file, { force: true });
  }
}
