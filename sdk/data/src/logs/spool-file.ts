import type { LogChannel } from '@disco-engine/sdk';

/*
 * A spool file contains blocks of records and a JSON footer, followed by the offset of the footer (Float64) and a mark of 8 bytes. A block
 * of n rows has n epochs and n values (Float64), then n channels and n indices (Int32). Its rows are ordered by channel, and within a
 * channel in the order recorded. Numbers have the byte order of the machine.
 */

export const ROW_BYTES = 24;

/** Bytes after the footer. */
export const TRAILER_BYTES = 16;

export const MARK = 'DISCOLG1';

/** The footer of a spool file. */
export interface SpoolFooter {
  /** In canonical order; blocks refer to channels by their index in this list. */
  readonly channels: readonly LogChannel[];
  /** Number of records of each channel. */
  readonly counts: readonly number[];
  /** Number of rows of each block; blocks are contiguous from the beginning of the file. */
  readonly blocks: readonly number[];
}

/** Byte offsets of the parts of a block from its beginning. */
export function blockLayout(rows: number): { epochs: number; values: number; channels: number; indices: number } {
  return { epochs: 0, values: 8 * rows, channels: 16 * rows, indices: 20 * rows };
}
