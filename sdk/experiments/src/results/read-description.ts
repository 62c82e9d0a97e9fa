import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseJson } from '@disco-engine/data';
import { DiscoError } from '@disco-engine/kernel';
import { experimentSchema, type ExperimentDescription } from './experiment-schema.js';
import { diskFiles } from './results-files.js';
import type { ReplicationKey, ReplicationRecord } from './run-schema.js';
import { wholeRecord } from './whole-record.js';

/**
 * Reads the description of the experiment in a results folder.
 *
 * @throws DiscoError `RESULTS_UNREADABLE`
 */
export async function readDescription(folder: string): Promise<ExperimentDescription> {
  const file = join(resolve(folder), 'experiment.json');
  let reason: string;
  try {
    const { value, faults } = parseJson(experimentSchema, JSON.parse(await readFile(file, 'utf8')));
    if (value !== undefined) return value;
    reason = `in experiment.json, ${faults.join('; ')}`;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new DiscoError('RESULTS_UNREADABLE', `${folder} is not a results folder: ${why}`, { file }, { cause });
  }
  throw new DiscoError('RESULTS_UNREADABLE', `${folder} is not a results folder: ${reason}`, { file });
}

/** The record of a replication that has ended, or undefined. An incomplete replication counts as missing. */
export async function readRecord(folder: string, key: ReplicationKey): Promise<ReplicationRecord | undefined> {
  return wholeRecord(diskFiles, resolve(folder), key);
}
