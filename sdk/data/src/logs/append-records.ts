import { setImmediate as turnOfTheEventLoop } from 'node:timers/promises';
import type { DuckDb } from '../duckdb/open-duckdb.js';
import type { SpoolRows } from './spool-reader.js';

/** Rows of one chunk, the maximum of DuckDB. */
const CHUNK_ROWS = 2048;

/**
 * Appends rows to a table of channel (INTEGER), epoch (DOUBLE), index (INTEGER) and value (DOUBLE). Reuses one chunk: the garbage collector
 * does not see the memory of chunks, so it would pile up.
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
      // A long log must not starve other work on this thread, nor the release of memory.
      await turnOfTheEventLoop();
      signal?.throwIfAborted();
    }
  } finally {
    appender.closeSync();
  }
}
