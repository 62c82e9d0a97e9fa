import type { LogChannel } from '@disco-engine/sdk';

/*
 * A spool file has blocks of records and a footer in JSON, then where the footer begins (Float64) and a mark of 8 bytes. A block of n rows
 * has n epochs and n values (Float64), then n channels and n indices (Int32). Its rows are in the order of channels, and those of
 * one channel in the order of recording. Numbers are as the machine has them.
 */

export const ROW_BYTES = 24;

/** Bytes after the footer. */
export const TRAILER_BYTES = 16;

export const MARK = 'DISCOLG1';

/** What a spool file tells of itself. */
export interface SpoolFooter {
  /** In canonical order; blocks have their numbers in it. */
  readonly channels: readonly LogChannel[];
  /** Per channel, how many records it has. */
  readonly counts: readonly number[];
  /** Per block, how many rows it has; blocks follow each other from the begin of the file. */
  readonly blocks: readonly number[];
}

/** Where the parts of a block begin, in bytes from its own begin. */
export function blockLayout(rows: number): { epochs: number; values: number; channels: number; indices: number } {
  return { epochs: 0, values: 8 * rows, channels: 16 * rows, indices: 20 * rows };
}
