import { DiscoError } from '@disco-engine/kernel';
import { hasCode } from './error-code.js';
import type { ResultsFiles } from './results-files.js';

/**
 * Gives a file a second name, which only one process may get, and makes sure that the file system keeps to that: some grant a name twice,
 * or have no second names at all, and then two processes would write to a folder at once.
 *
 * @returns false if another process has the name already
 * @throws DiscoError `FILE_SYSTEM_UNFIT`
 */
export async function grantedName(
  { link, remove }: Pick<ResultsFiles, 'link' | 'remove'>,
  file: string,
  name: string,
  folder: string,
): Promise<boolean> {
  try {
    if (!(await link(file, name))) return false;
    if (!(await link(file, name))) return true;
  } catch (error) {
    if (!hasCode(error, ...WITHOUT_LINKS)) throw error;
    throw unfit(
      folder,
      `it cannot give a file a second name (${error instanceof Error ? error.message : String(error)})`,
    );
  }
  // Nobody may rely on the name, and whoever looks at the folder later should not find it taken.
  await remove(name);
  throw unfit(folder, 'it grants one name to two processes');
}

/** What file systems answer that have no hard links, such as FAT, or object stores mounted as folders. */
const WITHOUT_LINKS = ['ENOSYS', 'ENOTSUP', 'EOPNOTSUPP', 'EPERM', 'EMLINK'];

function unfit(folder: string, why: string): DiscoError {
  const message =
    `the file system of ${folder} cannot keep two processes from writing to the folder at once: ${why}; ` +
    'use a folder on a local disk, or on NFS, Lustre, GPFS or CephFS';
  return new DiscoError('FILE_SYSTEM_UNFIT', message, { file: folder });
}
