import { join } from 'node:path';
import { parseJson } from '@disco-engine/data';
import { DiscoError } from '@disco-engine/kernel';
import { RECORD } from './folder-names.js';
import { replicationPath } from './replication-path.js';
import type { ResultsFiles } from './results-files.js';
import { runSchemaOf, type ReplicationKey, type ReplicationRecord } from './run-schema.js';

/** The first and last bytes of every Parquet file; a truncated or unflushed file lacks them. */
const MAGIC = 'PAR1';

/**
 * The record of a replication that has ended; undefined if it is missing, or if the record or its log is incomplete.
 *
 * @throws DiscoError `RESULTS_UNREADABLE` if it exists but cannot be read
 */
export async function wholeRecord(
  files: ResultsFiles,
  folder: string,
  key: ReplicationKey,
): Promise<ReplicationRecord | undefined> {
  const place = join(folder, replicationPath(key));
  const bytes = await reading(join(place, RECORD), (file) => files.read(file));
  const record = bytes && recordOf(bytes, key);
  if (record === undefined || record.log === null) return record;
  return (await isWholeLog(files, join(place, record.log))) ? record : undefined;
}

/** Whether a Parquet file exists and is complete. @throws DiscoError `RESULTS_UNREADABLE` if it exists but cannot be read */
export async function isWholeLog(files: ResultsFiles, log: string): Promise<boolean> {
  const ends = await reading(log, (file) => files.ends(file, MAGIC.length));
  return ends !== undefined && ends.every((end) => end === MAGIC);
}

/** A file that exists but cannot be read must not count as missing, because it would then be created again and replaced. */
async function reading<T>(file: string, read: (file: string) => Promise<T>): Promise<T> {
  try {
    return await read(file);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new DiscoError('RESULTS_UNREADABLE', `${file} cannot be read: ${why}`, { file }, { cause });
  }
}

/** The record in a `run.json`; undefined if it is incomplete. */
export function recordOf(bytes: Uint8Array, key: ReplicationKey): ReplicationRecord | undefined {
  try {
    return parseJson(runSchemaOf(key), JSON.parse(new TextDecoder().decode(bytes))).value;
  } catch {
    return undefined;
  }
}
