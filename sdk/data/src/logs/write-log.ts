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

/** A database that has had more of them has taken memory, and maybe files, which are only given back when it is closed. */
const MOST_ROWS_TO_REUSE = 100_000;

export type LogFormat = 'parquet' | 'csv';

/** The format that the name of a file asks for: CSV by `.csv`, otherwise Parquet. */
export function formatOf(file: string): LogFormat {
  return /\.csv$/i.test(file) ? 'csv' : 'parquet';
}

export interface WriteLogOptions {
  readonly path: string;
  /** `parquet` by default. */
  readonly format?: LogFormat | undefined;
  /** What stands under `run` in the metadata of a Parquet file: plain data, such as the seed. */
  readonly metadata?: Readonly<Record<string, unknown>> | undefined;
  /** Has it give up soon, and leave nothing. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Writes what the partitions of one run have spooled into one file: columns `node`, `name`, `epoch`, `index` and `value`, channel after
 * channel in canonical order, the records of each as they were recorded. The file does not depend on how many parts there are. It
 * is there when it is whole; the spools stay.
 *
 * @param parts spool files, of a `SpoolLog` each
 * @throws DiscoError `LOG_FAILED` with what the file system or DuckDB says as its cause; `SPOOL_INVALID`, `PACKAGE_MISSING`
 * @throws the reason of `signal`, once that is aborted
 *
 * @example
 * await writeLog(['part-0.spool', 'part-1.spool'], { path: 'log.parquet', metadata: { seed: 7 } });
 */
export async function writeLog(parts: readonly string[], options: WriteLogOptions): Promise<void> {
  const spools: SpoolReader[] = [];
  const path = resolve(options.path);
  let folder: string | undefined;
  try {
    // DuckDB follows links. In a new folder there is none, and nobody else can make one.
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
    // What went wrong before counts for more than this.
    if (folder !== undefined) await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  }
}

/** @returns how many records there are */
async function write(
  db: DuckDb,
  spools: readonly SpoolSource[],
  target: string,
  { format = 'parquet', metadata = {}, signal }: WriteLogOptions,
): Promise<number> {
  const { connection } = db;
  const spooled = spooledChannels(spools);
  const channels = spooled.map(({ channel }) => channel);
  // One thread, so that the bytes of a file follow from its content alone.
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
