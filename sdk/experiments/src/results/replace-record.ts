import { join } from 'node:path';
import { PARTIAL, RECORD } from './folder-names.js';
import { jsonText } from './json-text.js';
import type { ResultsFiles } from './results-files.js';
import type { ReplicationRecord } from './run-schema.js';

/** Replaces the record of a replication atomically. @param folder the replication's folder, in the results folder `path` */
export async function replaceRecord(
  files: ResultsFiles,
  path: string,
  folder: string,
  record: ReplicationRecord,
): Promise<void> {
  const partial = join(path, `${PARTIAL}${RECORD}`);
  await files.write(partial, jsonText(record));
  await files.flush(partial);
  await files.rename(partial, join(folder, RECORD));
  await files.flush(folder);
}
