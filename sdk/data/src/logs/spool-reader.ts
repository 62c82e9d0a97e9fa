import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { DiscoError } from '@disco-engine/kernel';
import { blockLayout, MARK, ROW_BYTES, TRAILER_BYTES, type SpoolFooter } from './spool-file.js';

/** Rows of some channels of one block. */
export interface SpoolRows {
  readonly epochs: Float64Array;
  readonly values: Float64Array;
  readonly channels: Int32Array;
  readonly indices: Int32Array;
}

/** Reads a spool file from its first channel to its last, a few channels at a time. */
export class SpoolReader {
  readonly footer: SpoolFooter;
  readonly #descriptor: number;
  /** Offset of each block in the file, and the number of its rows read so far. */
  readonly #begins: number[] = [];
  readonly #read: number[];
  readonly #word = new Int32Array(1);

  /** @throws DiscoError `SPOOL_INVALID`; errors of the file system */
  constructor(readonly file: string) {
    this.#descriptor = openSync(file, 'r');
    try {
      this.footer = this.#footer();
    } catch (error) {
      this.close();
      throw error;
    }
    let begin = 0;
    for (const rows of this.footer.blocks) {
      this.#begins.push(begin);
      begin += rows * ROW_BYTES;
    }
    this.#read = this.footer.blocks.map(() => 0);
  }

  /**
   * The unread rows of all channels before the given one, block by block.
   *
   * @param channel number of the first channel to leave for later
   */
  *rowsBefore(channel: number): Iterable<SpoolRows> {
    for (const [block, rows] of this.footer.blocks.entries()) {
      const from = this.#read[block] ?? NaN;
      const to = this.#firstRowOf(block, channel, from, rows);
      this.#read[block] = to;
      if (to > from) yield this.#rows(block, from, to);
    }
  }

  close(): void {
    closeSync(this.#descriptor);
  }

  #footer(): SpoolFooter {
    const { size } = fstatSync(this.#descriptor);
    const trailer = Buffer.alloc(TRAILER_BYTES);
    if (size < TRAILER_BYTES) throw this.#invalid();
    this.#fill(trailer, size - TRAILER_BYTES);
    if (trailer.toString('latin1', 8) !== MARK) throw this.#invalid();
    const [begin = NaN] = new Float64Array(Uint8Array.from(trailer.subarray(0, 8)).buffer);
    const text = Buffer.alloc(size - TRAILER_BYTES - begin);
    this.#fill(text, begin);
    return JSON.parse(text.toString()) as SpoolFooter;
  }

  #firstRowOf(block: number, channel: number, from: number, to: number): number {
    const begin = (this.#begins[block] ?? NaN) + blockLayout(this.footer.blocks[block] ?? NaN).channels;
    let low = from;
    let high = to;
    while (low < high) {
      const middle = (low + high) >>> 1;
      this.#fill(this.#word, begin + 4 * middle);
      if ((this.#word[0] ?? NaN) < channel) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #rows(block: number, from: number, to: number): SpoolRows {
    const begin = this.#begins[block] ?? NaN;
    const layout = blockLayout(this.footer.blocks[block] ?? NaN);
    const count = to - from;
    return {
      epochs: this.#fill(new Float64Array(count), begin + layout.epochs + 8 * from),
      values: this.#fill(new Float64Array(count), begin + layout.values + 8 * from),
      channels: this.#fill(new Int32Array(count), begin + layout.channels + 4 * from),
      indices: this.#fill(new Int32Array(count), begin + layout.indices + 4 * from),
    };
  }

  #fill<Target extends NodeJS.ArrayBufferView>(target: Target, position: number): Target {
    for (let done = 0; done < target.byteLength;) {
      const read = readSync(this.#descriptor, target, done, target.byteLength - done, position + done);
      if (read === 0) throw this.#invalid();
      done += read;
    }
    return target;
  }

  #invalid(): DiscoError {
    return new DiscoError(
      'SPOOL_INVALID',
      `${this.file} is not a complete spool of a log; was the simulation that wrote it disposed of?`,
      { file: this.file },
    );
  }
}
