import { mkdtemp, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { DiscoError } from '@disco-engine/kernel';
import { appendColumns } from '../duckdb/append-columns.js';
import type { DuckDb } from '../duckdb/open-duckdb.js';
import { quotedText } from '../duckdb/sql-text.js';
import { appendRecords } from './append-records.js';
import type { LogChannel } from '@disco-engine/sdk';
import { logFailure } from '@disco-engine/sdk/extensions';
import { orderedRecords, spooledChannels, type SpoolSource } from './ordered-records.js';
import { giveBackDatabase, takeDatabase } from './spare-database.js';
import { SpooledTotals } from './spooled-totals.js';
import { SpoolReader } from './spool-reader.js';

/** After more rows, a database holds memory, and perhaps files, that it only releases when closed. */
const MOST_ROWS_TO_REUSE = 100_000;

export type LogFormat = 'parquet' | 'csv';

/** The format for a file name: CSV for `.csv`, otherwise Parquet. */
export function formatOf(file: string): LogFormat {
  return /\.csv$/i.test(file) ? 'csv' : 'parquet';
}

export interface WriteLogOptions {
  readonly path: string;
  /** Default: `parquet`. */
  readonly format?: LogFormat | undefined;
  /** Plain data, such as the seed, stored under `run` in the metadata of a Parquet file. */
  readonly metadata?: Readonly<Record<string, unknown>> | undefined;
  /** Aborting stops the write soon, and leaves no file. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Merges the spools of a run's partitions into one file: columns `node`, `name`, `epoch`, `index` and `value`, channel by channel in
 * canonical order, with the records of each in the order recorded. The file does not depend on the number of parts. It appears once it is
 * complete; the spools stay.
 *
 * @param parts spool files, each written by a `SpoolLog`
 * @throws DiscoError `LOG_FAILED` with the error of the file system or DuckDB as its cause; `SPOOL_INVALID`, `PACKAGE_MISSING`
 * @throws the reason of `signal`, once it is aborted
 *
 * @example
 * await writeLog(['part-0.spool', 'part-1.spool'], { path: 'log.parquet', metadata: { seed: 7 } });
 */
export async function writeLog(parts: readonly string[], options: WriteLogOptions): Promise<void> {
  const spools: SpoolReader[] = [];
  const path = resolve(options.path);
  let folder: string | undefined;
  try {
    // DuckDB follows links. A new folder has none, and no other user can create one there.
    folder = await mkdtemp(`${path}.partial-`);
    const partial = join(folder, 'log');
    for (const part of parts) spools.push(new SpoolReader(part));
    const db = await takeDatabase();
    let isReusable = false;
    const interrupt = (): void => db.connection.interrupt();
    options.signal?.addEventListener('abort', interrupt);
    try {
      const sources = [...spools, new SpooledTotals(parts)];
      isReusable = (await write(db, sources, partial, options)) <= MOST_ROWS_TO_REUSE;
    } finally {
      options.signal?.removeEventListener('abort', interrupt);
      if (!isReusable) db.close();
    }
    if (isReusable) await giveBackDatabase(db, ['records', 'channels']);
    await rename(partial, path);
  } catch (error) {
    options.signal?.throwIfAborted();
    throw error instanceof DiscoError
      ? error
      : logFailure({ name: options.format ?? 'parquet', file: options.path }, error);
  } finally {
    for (const spool of spools) spool.close();
    // An earlier error matters more than a failure to clean up.
    if (folder !== undefined) await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  }
}

/** @returns number of records */
async function write(
  db: DuckDb,
  spools: readonly SpoolSource[],
  target: string,
  { format = 'parquet', metadata = {}, signal }: WriteLogOptions,
): Promise<number> {
  const { connection } = db;
  const spooled = spooledChannels(spools);
  const channels = spooled.map(({ channel }) => channel);
  // One thread, so that the bytes of a file depend only on its content.
  await connection.run(`SET threads = 1; SET memory_limit = '128MB'`);
  await connection.run('CREATE TABLE channels (node VARCHAR, name VARCHAR)');
  await connection.run('CREATE TABLE records (channel INTEGER, epoch DOUBLE, index INTEGER, value DOUBLE)');
  const codes = Int32Array.from(channels.keys());
  await appendColumns(db, 'channels', [
    { type: 'text', codes, texts: channels.map(({ node }) => node) },
    { type: 'text', codes, texts: channels.map(({ name }) => name) },
  ]);
  await appendRecords(db, 'records', orderedRecords(spooled), signal);
  signal?.throwIfAborted();
  // Row numbers of DuckDB count from 0 in the order of appending.
  await connection.run(`COPY (
    SELECT node, name, epoch, index, value
    FROM records JOIN channels ON channels.rowid = records.channel
    ORDER BY records.rowid
  ) TO ${quotedText(target)} (${copyOptions(format, channels, metadata)})`);
  return spooled.reduce((sum, { count }) => sum + count, 0);
}

function copyOptions(
  format: LogFormat,
  channels: readonly LogChannel[],
  run: Readonly<Record<string, unknown>>,
): string {
  if (format === 'csv') return 'FORMAT csv, HEADER true';
  const metadata = `channels: ${quotedText(JSON.stringify(channels))}, run: ${quotedText(JSON.stringify(run))}`;
  return `FORMAT parquet, COMPRESSION zstd, KV_METADATA {${metadata}}`;
}
