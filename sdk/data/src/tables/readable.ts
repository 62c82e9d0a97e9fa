import { DiscoError, entryAt } from '@disco-engine/kernel';
import { CareNeeded, type Staging } from './staging.js';

const WHY: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EACCES: 'the file may not be read; check its permissions',
  EISDIR: 'this is a folder; name a file',
  ENAMETOOLONG: 'no file has such a long name',
  ELOOP: 'its links lead in a circle',
};

/**
 * Reads something of a table. What keeps it from being read becomes a problem of the table: DuckDB may find only late that a file is
 * broken, as it reads Parquet part by part.
 *
 * @returns undefined where there was a problem
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
    // What a system call refused has a code, as has a decoder; DuckDB and the unpacking only have a text.
    const code = 'code' in error ? String(error.code) : '';
    const reason = entryAt(error.message.split('\n', 1), 0);
    const refuse = (problem: string, message: string): void => report.add(problem, message, { file });
    if ('syscall' in error) refuse('FILE_UNREADABLE', WHY[code] ?? `the file cannot be read (${code})`);
    else if (code.includes('ENCODING'))
      refuse('TEXT_INVALID', `${reason}; save the file in UTF-8, or say its encoding`);
    else if (reason.startsWith('Permission Error'))
      refuse(
        'ACCESS_REFUSED',
        `a view of the file reads something outside of it, which an import never does; copy its rows into a table: ${reason}`,
      );
    else if (reason.startsWith('Out of Memory'))
      refuse('TABLE_TOO_LARGE', `the table needs more memory than there is: ${reason}`);
    else refuse('FILE_FORMAT_UNKNOWN', `the table cannot be read as what it is named: ${reason}`);
    return undefined;
  }
}
