import { access } from 'node:fs/promises';
import type { Problem } from '@disco-engine/kernel';
import type { LogDatabase } from '../logs/log-database.js';
import { diskFiles } from '../results/results-files.js';
import { isWholeLog } from '../results/whole-record.js';
import { reasonOf } from './reason-of.js';

/**
 * Checks the log file of a replication.
 *
 * @param logs reads the columns of the file; without it, only the ends of the file are checked
 * @param remedy what to do about a problem
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
  return (await isWholeLog(diskFiles, file)) ? undefined : 'it is not a Parquet file, or is incomplete';
}
