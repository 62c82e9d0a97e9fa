import { join } from 'node:path';
import { parseJson } from '@disco-engine/data';
import { RECORD } from './folder-names.js';
import { replicationPath } from './replication-path.js';
import type { ResultsFiles } from './results-files.js';
import { runSchemaOf, type ReplicationKey, type ReplicationRecord } from './run-schema.js';

/** With which each Parquet file begins and ends, so that one that was cut, or never flushed, shows. */
const MAGIC = 'PAR1';

/** The record of a replication that has ended, with all that it names; undefined where there is none, or not the whole of it. */
export async function wholeRecord(
  files: ResultsFiles,
  folder: string,
  key: ReplicationKey,
): Promise<ReplicationRecord | undefined> {
  const place = join(folder, replicationPath(key));
  const bytes = await files.read(join(place, RECORD)).catch(() => undefined);
  const record = bytes && recordOf(bytes, key);
  if (record === undefined || record.log === null) return record;
  const ends = await files.ends(join(place, record.log), MAGIC.length).catch(() => undefined);
  return ends?.every((end) => end === MAGIC) ? record : undefined;
}

function recordOf(bytes: Uint8Array, key: ReplicationKey): ReplicationRecord | undefined {
  try {
    return parseJson(runSchemaOf(key), JSON.parse(new TextDecoder().decode(bytes))).value;
  } catch {
    return undefined;
  }
}
