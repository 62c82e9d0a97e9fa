import { DiscoError, entryAt } from '@disco-engine/kernel';
import { CareNeeded, type Staging } from './staging.js';

const WHY: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EACCES: 'access to the file is denied; check its permissions',
  EISDIR: 'this is a folder; give a file',
  ENAMETOOLONG: 'the file name is too long',
  ELOOP: 'its links form a cycle',
};

/**
 * Reads something from a table, and turns read errors into problems of the table. DuckDB reads Parquet in parts, so it may discover only
 * late that a file is damaged.
 *
 * @returns undefined if there was a problem
 */
export async function whileReadable<Result>(
  { shown: file }: { readonly shown: string },
  { report }: Pick<Staging, 'report'>,
  read: () => Promise<Result>,
): Promise<Result | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof DiscoError || error instanceof CareNeeded || !(error instanceof Error)) throw error;
    // Errors of system calls and decoders have a code; those of DuckDB and decompression only have a text.
    const code = 'code' in error ? String(error.code) : '';
    const reason = entryAt(error.message.split('\n', 1), 0);
    const refuse = (problem: string, message: string): void => report.add(problem, message, { file });
    if ('syscall' in error) refuse('FILE_UNREADABLE', WHY[code] ?? `the file cannot be read (${code})`);
    else if (code.includes('ENCODING'))
      refuse('TEXT_INVALID', `${reason}; save the file in UTF-8, or set its encoding`);
    else if (reason.startsWith('Permission Error'))
      refuse(
        'ACCESS_REFUSED',
        `a view in the file reads data outside the file, which imports do not allow; copy its rows into a table: ${reason}`,
      );
    else if (reason.startsWith('Out of Memory'))
      refuse('TABLE_TOO_LARGE', `the table needs more memory than is available: ${reason}`);
    else refuse('FILE_FORMAT_UNKNOWN', `the file is damaged, or its format does not match its name: ${reason}`);
    return undefined;
  }
}
