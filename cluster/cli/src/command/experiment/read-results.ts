import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { DiscoError } from '@disco-engine/kernel';
import {
  type ExperimentDescription,
  replicationPath,
  type ReplicationKey,
  type ReplicationRecord,
} from '@disco-engine/experiments';

/** @throws DiscoError `RESULTS_UNREADABLE` */
export async function readDescription(folder: string): Promise<ExperimentDescription> {
  const file = join(resolve(folder), 'experiment.json');
  try {
    const description = JSON.parse(await readFile(file, 'utf8')) as ExperimentDescription;
    if (description.format === 1) return description;
    throw new Error(`its format is ${String(description.format)}, and this engine reads 1`);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new DiscoError('RESULTS_UNREADABLE', `${folder} is no results folder: ${reason}`, { file }, { cause });
  }
}

/** What is recorded of a replication; undefined where it is missing. */
export async function readRecord(folder: string, key: ReplicationKey): Promise<ReplicationRecord | undefined> {
  try {
    return JSON.parse(
      await readFile(join(resolve(folder), replicationPath(key), 'run.json'), 'utf8'),
    ) as ReplicationRecord;
  } catch {
    return undefined;
  }
}
