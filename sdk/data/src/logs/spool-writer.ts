import { closeSync, lstatSync, openSync, rmSync, writeSync } from 'node:fs';
import type { LogChannel, LogBlock } from '@disco-engine/sdk';
import { blockLayout, MARK, ROW_BYTES, type SpoolFooter } from './spool-file.js';

/** Writes blocks of records to a spool file immediately, so that memory use does not grow with the length of the log. */
export class SpoolWriter {
  #descriptor: number | undefined;
  #channels: readonly LogChannel[] = [];
  #counts = new Float64Array(0);
  /** Position in the block of each channel's next row. */
  #next = new Int32Array(0);
  readonly #blocks: number[] = [];
  #bytes = new ArrayBuffer(0);

  /** @throws errors of the file system */
  constructor(file: string) {
    const there = lstatSync(file, { throwIfNoEntry: false });
    if (there !== undefined && !there.isFile())
      throw new Error(
        'it is a link, a folder or a device, which is never overwritten; remove it, or choose another file',
      );
    // Creates a new file, because opening the existing one would also write to its other hard links.
    rmSync(file, { force: true });
    this.#descriptor = openSync(file, 'wx');
  }

  begin(channels: readonly LogChannel[]): void {
    this.#channels = channels;
    this.#counts = new Float64Array(channels.length);
    this.#next = new Int32Array(channels.length + 1);
  }

  /** @throws errors of the file system */
  take(block: LogBlock): void {
    const { count, channels } = block;
    if (this.#bytes.byteLength < count * ROW_BYTES) this.#bytes = new ArrayBuffer(count * ROW_BYTES);
    const layout = blockLayout(count);
    const sorted = {
      epochs: new Float64Array(this.#bytes, layout.epochs, count),
      values: new Float64Array(this.#bytes, layout.values, count),
      channels: new Int32Array(this.#bytes, layout.channels, count),
      indices: new Int32Array(this.#bytes, layout.indices, count),
    };
    const next = this.#next.fill(0);
    for (let row = 0; row < count; row++) {
      const after = (channels[row] ?? NaN) + 1;
      next[after] = (next[after] ?? NaN) + 1;
    }
    for (let channel = 0; channel < this.#channels.length; channel++) {
      const rows = next[channel + 1] ?? NaN;
      this.#counts[channel] = (this.#counts[channel] ?? NaN) + rows;
      next[channel + 1] = (next[channel] ?? NaN) + rows;
    }
    for (let row = 0; row < count; row++) {
      const channel = channels[row] ?? NaN;
      const at = next[channel] ?? NaN;
      next[channel] = at + 1;
      sorted.epochs[at] = block.epochs[row] ?? NaN;
      sorted.values[at] = block.values[row] ?? NaN;
      sorted.channels[at] = channel;
      sorted.indices[at] = block.indices[row] ?? NaN;
    }
    this.#write(new Uint8Array(this.#bytes, 0, count * ROW_BYTES));
    this.#blocks.push(count);
  }

  /** Writes the footer and closes the file. @throws errors of the file system */
  finish(): void {
    const footer: SpoolFooter = { channels: this.#channels, counts: [...this.#counts], blocks: this.#blocks };
    const begin = this.#blocks.reduce((sum, rows) => sum + rows * ROW_BYTES, 0);
    this.#write(Buffer.from(JSON.stringify(footer)));
    this.#write(new Uint8Array(Float64Array.of(begin).buffer));
    this.#write(Buffer.from(MARK));
    this.close();
  }

  /** Closes the file as it is. */
  close(): void {
    if (this.#descriptor === undefined) return;
    const descriptor = this.#descriptor;
    this.#descriptor = undefined;
    closeSync(descriptor);
  }

  #write(bytes: Uint8Array): void {
    if (this.#descriptor === undefined) throw new Error('the run continued after the log was closed');
    for (let done = 0; done < bytes.length;) done += writeSync(this.#descriptor, bytes, done);
  }
}
