import { join } from 'node:path';
import type { SummariseLog } from '../logs/summarise-log.js';
import { replaceRecord } from './replace-record.js';
import { replicationFolders } from './replication-folders.js';
import type { ResultsFiles } from './results-files.js';
import { wholeRecord } from './whole-record.js';

/** Whether every replication that logged anything has kept its records, so that they can be summarized with a different warm-up. */
export async function keepsRecords(files: ResultsFiles, path: string): Promise<boolean> {
  for (const key of await replicationFolders(files, path)) {
    const record = await wholeRecord(files, path, key);
    if (record !== undefined && record.channels.length > 0 && record.log === null) return false;
  }
  return true;
}

/**
 * Summarizes the records of all replications with a different warm-up. Each `run.json` is replaced atomically, and repeating the whole
 * operation, for example after a crash, gives the same result.
 *
 * @param check throws if this process may no longer write
 */
export async function summariseAnew(
  files: ResultsFiles,
  path: string,
  warmup: number,
  summarise: SummariseLog,
  check: () => Promise<void>,
): Promise<void> {
  for (const key of await replicationFolders(files, path)) {
    const record = await wholeRecord(files, path, key);
    if (record === undefined || record.log === null) continue;
    const { responses: _, quantiles: _of, ...bare } = record;
    const folder = join(path, key.name);
    const channels = await summarise(join(folder, record.log), warmup, record.epoch);
    await check();
    // Responses and quantiles of the previous summaries no longer apply.
    await replaceRecord(files, path, folder, { ...bare, channels });
  }
}
