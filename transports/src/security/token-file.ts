import type { Stats } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { DiscoError } from '@disco-engine/kernel';
import { drawToken } from './token.js';

/**
 * Reads a token from a file that nobody but its owner can read or change. White space around the token is ignored.
 *
 * @throws DiscoError `TOKEN_EXPOSED` if others can read or change the file; errors of the file system
 */
export async function readTokenFile(path: string): Promise<string> {
  const file = await open(path, 'r');
  try {
    // Of the open file, which cannot be replaced in between.
    const exposure = process.platform === 'win32' ? undefined : exposureOf(path, await file.stat());
    if (exposure !== undefined) throw new DiscoError('TOKEN_EXPOSED', exposure);
    return (await file.readFile('utf8')).trim();
  } finally {
    await file.close();
  }
}

/**
 * Says how users other than the owner can get at a secret, and what to do about it, or returns undefined if they
 * cannot.
 *
 * The group may read a file that belongs to root, as PostgreSQL clients allow it for keys: that is how Kubernetes and
 * systemd hand a secret to a process without rights, and only root can have chosen the group.
 */
export function exposureOf(path: string, { mode, uid }: Pick<Stats, 'mode' | 'uid'>): string | undefined {
  const isRoots = uid === 0;
  const reads = mode & (isRoots ? OTHERS_READ : GROUP_READ | OTHERS_READ);
  const writes = mode & (GROUP_WRITE | OTHERS_WRITE);
  if (reads === 0 && writes === 0) return undefined;
  const what = [...(reads === 0 ? [] : ['read']), ...(writes === 0 ? [] : ['changed'])].join(' and ');
  const shown = (mode & 0o777).toString(8).padStart(4, '0');
  const mounted = isRoots ? '; in a container, mount it with mode 0400, or 0440 for a group' : '';
  return `${path} can be ${what} by other users (mode ${shown}); run: chmod 600 ${path}${mounted}`;
}

/**
 * Writes a new token into a new file that only its owner can read.
 *
 * @throws DiscoError `FILE_EXISTS`, `FILE_UNWRITABLE`
 */
export async function createTokenFile(path: string): Promise<void> {
  try {
    const file = await open(path, 'wx', 0o600);
    try {
      await file.writeFile(`${drawToken()}\n`);
      await file.sync();
    } catch (error) {
      await rm(path, { force: true });
      throw error;
    } finally {
      await file.close();
    }
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === 'EEXIST')
      throw new DiscoError(
        'FILE_EXISTS',
        `${path} exists already, and may be a token that is in use; choose another name, or move the file away first`,
      );
    throw new DiscoError(
      'FILE_UNWRITABLE',
      `${path} cannot be written: ${message}; choose a place where you may write`,
      {},
      { cause },
    );
  }
}

const GROUP_READ = 0o040;
const OTHERS_READ = 0o004;
const GROUP_WRITE = 0o020;
const OTHERS_WRITE = 0o002;
