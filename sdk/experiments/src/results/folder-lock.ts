import { open, readFile, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { DiscoError } from '@disco-engine/kernel';

/** Name of the file that says which process writes to a folder. */
export const LOCK = '.lock';

/** Takes the lock of a folder; that of a process that is gone counts for nothing. @throws DiscoError `RESULTS_LOCKED` */
export async function takeLock(path: string): Promise<FileHandle> {
  const file = join(path, LOCK);
  for (;;) {
    try {
      const lock = await open(file, 'wx');
      await lock.write(String(process.pid));
      return lock;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
    const owner = Number(await readFile(file, 'utf8').catch(() => ''));
    if (owner > 0 && isAlive(owner)) {
      const message = `process ${owner} writes to ${path}; wait for its end, or name another folder`;
      throw new DiscoError('RESULTS_LOCKED', message, { file: path });
    }
    await rm(file, { force: true });
  }
}

function isAlive(process_: number): boolean {
  try {
    return process.kill(process_, 0);
  } catch (error) {
    // It is there, and belongs to somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
