import { join } from 'node:path';
import { parseJson } from '@disco-engine/data';
import { DiscoError } from '@disco-engine/kernel';
import { RECORD } from './folder-names.js';
import { replicationPath } from './replication-path.js';
import type { ResultsFiles } from './results-files.js';
import { runSchemaOf, type ReplicationKey, type ReplicationRecord } from './run-schema.js';

/** With which each Parquet file begins and ends, so that one that was cut, or never flushed, shows. */
const MAGIC = 'PAR1';

/**
 * The record of a replication that has ended, with all that it names; undefined where there is none, or not the whole of it.
 *
 * @throws DiscoError `RESULTS_UNREADABLE` where it is there and cannot be read
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

/** Whether a Parquet file is there, and not cut. @throws DiscoError `RESULTS_UNREADABLE` where it is there and cannot be read */
export async function isWholeLog(files: ResultsFiles, log: string): Promise<boolean> {
  const ends = await reading(log, (file) => files.ends(file, MAGIC.length));
  return ends !== undefined && ends.every((end) => end === MAGIC);
}

/** What is there and cannot be read is not taken for missing: it would be made again, and replaced. */
async function reading<T>(file: string, read: (file: string) => Promise<T>): Promise<T> {
  try {
    return await read(file);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new DiscoError('RESULTS_UNREADABLE', `${file} cannot be read: ${why}`, { file }, { cause });
  }
}

function recordOf(bytes: Uint8Array, key: ReplicationKey): ReplicationRecord | undefined {
  try {
    return parseJson(runSchemaOf(key), JSON.parse(new TextDecoder().decode(bytes))).value;
  } catch {
    return undefined;
  }
}
