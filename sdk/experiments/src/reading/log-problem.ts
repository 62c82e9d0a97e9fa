import { access } from 'node:fs/promises';
import type { Problem } from '@disco-engine/kernel';
import type { LogDatabase } from '../logs/log-database.js';
import { diskFiles } from '../results/results-files.js';
import { isWholeLog } from '../results/whole-record.js';
import { reasonOf } from './reason-of.js';

/**
 * What is wrong with the file of the records of a replication, if anything.
 *
 * @param logs looks into it; without it, only its ends are looked at
 * @param remedy what to do about it
 */
export async function logProblem(
  file: string,
  logs: LogDatabase | undefined,
  remedy: string,
): Promise<Problem | undefined> {
  const place = { file };
  try {
    await access(file);
  } catch (error) {
    return { code: 'FILE_UNREADABLE', message: `it cannot be read (${reasonOf(error)}); ${remedy}`, place };
  }
  const wrong = await (logs === undefined ? whyCut(file) : logs.whyUnreadable(file));
  return wrong === undefined ? undefined : { code: 'FILE_FORMAT_UNKNOWN', message: `${wrong}; ${remedy}`, place };
}

async function whyCut(file: string): Promise<string | undefined> {
  return (await isWholeLog(diskFiles, file)) ? undefined : 'it is no Parquet file, or not the whole of one';
}
