import { setImmediate as turnOfTheEventLoop } from 'node:timers/promises';
import type { DuckDb } from '../duckdb/open-duckdb.js';
import type { SpoolRows } from './spool-reader.js';

/** Rows of one chunk; DuckDB takes no more. */
const CHUNK_ROWS = 2048;

/**
 * Adds rows to a table of channel (INTEGER), epoch (DOUBLE), index (INTEGER) and value (DOUBLE). One chunk is filled again and again: the
 * memory of chunks is out of sight of the garbage collector, and would pile up.
 */
export async function appendRecords(
  { api, connection }: DuckDb,
  table: string,
  blocks: Iterable<SpoolRows>,
  signal?: AbortSignal,
): Promise<void> {
  const chunk = api.DuckDBDataChunk.create([api.INTEGER, api.DOUBLE, api.INTEGER, api.DOUBLE]);
  const appender = await connection.createAppender(table);
  try {
    for (const { channels, epochs, indices, values } of blocks) {
      for (let first = 0; first < channels.length; first += CHUNK_ROWS) {
        const end = Math.min(first + CHUNK_ROWS, channels.length);
        chunk.reset();
        chunk.rowCount = end - first;
        for (const [column, numbers] of [channels, epochs, indices, values].entries()) {
          const vector = chunk.getColumnVector(column);
          for (let row = first; row < end; row++) vector.setItem(row - first, numbers[row] ?? NaN);
          vector.flush();
        }
        appender.appendDataChunk(chunk);
      }
      // A long log must not starve whatever else this thread has to do, nor the release of memory.
      await turnOfTheEventLoop();
      signal?.throwIfAborted();
    }
  } finally {
    appender.closeSync();
  }
}
