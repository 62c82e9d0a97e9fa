import { lstatSync } from 'node:fs';
import { chmod, link, lstat, mkdtemp, rename, rm } from 'node:fs/promises';
import { connect, type Server } from 'node:net';
import { dirname, join } from 'node:path';
import { DiscoError } from '@disco-engine/kernel';

const MOST_PATH_BYTES = 107;
const FOREIGN = 'there is a file that is not a socket';

/**
 * Listens at a path, with a socket that only the local user can ever have reached: it is made in a directory of mode 0700, gets
 * mode 0600 there, and only then its name.
 *
 * @returns what removes the file, unless another one has taken its place
 * @throws Error where the path is taken by a live socket or by anything that is not a socket, or cannot be written
 */
export async function listenAtPath(server: Server, path: string): Promise<() => Promise<void>> {
  const directory = dirname(path);
  if (
    Buffer.byteLength(path) > MOST_PATH_BYTES ||
    Buffer.byteLength(directory) > MOST_PATH_BYTES - '/.dXXXXXX/s'.length
  )
    throw new Error(`the path is too long for a socket, which takes ${MOST_PATH_BYTES} bytes`);
  const hidden = await mkdtemp(join(directory, '.d'));
  try {
    const made = join(hidden, 's');
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(made, () => {
        server.off('error', reject);
        resolve();
      });
    });
    await chmod(made, 0o600);
    await removeStale(path, hidden);
    await link(made, path);
    const { ino } = await lstat(path);
    return async () => {
      const found = await inodeAt(path);
      if (found === ino) await rm(path, { force: true });
      lookElsewhere(directory);
    };
  } finally {
    await rm(hidden, { recursive: true, force: true });
    lookElsewhere(directory);
  }
}

/**
 * Refuses a path at which there is anything but a socket, so that a process that will listen there only later can say so at once.
 *
 * @throws DiscoError `LISTEN_FAILED`
 */
export async function refuseForeignFile(path: string): Promise<void> {
  const found = await lstat(path).catch(ignoreMissing);
  if (found === undefined || found.isSocket()) return;
  throw new DiscoError(
    'LISTEN_FAILED',
    `cannot listen at ${path}: ${FOREIGN}; take another path, or move the file away`,
  );
}

/**
 * Makes room for a socket by removing the one that a dead process has left; anything else stays. The old socket is moved into the hidden
 * directory first and looked at there, so what somebody puts in its place in the meantime is never removed.
 */
async function removeStale(path: string, hidden: string): Promise<void> {
  const found = await lstat(path).catch(ignoreMissing);
  if (found === undefined) return;
  if (!found.isSocket()) throw new Error(FOREIGN);
  if (await isLive(path)) throw new Error('another process listens there');
  const moved = join(hidden, 'stale');
  const isGone = await rename(path, moved).then(
    () => false,
    (error: NodeJS.ErrnoException) => (ignoreMissing(error), true),
  );
  if (isGone || (await lstat(moved)).ino === found.ino) return;
  await rename(moved, path);
  throw new Error('something else has just taken its place');
}

async function isLive(path: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED' || error.code === 'ENOENT') resolve(false);
      // A full backlog: somebody is there.
      else if (error.code === 'EAGAIN') resolve(true);
      else reject(error);
    });
  });
}

/**
 * The loader of modules resolves links by `realpathSync`, which asks whether the last file that was looked at is a socket, whatever file
 * that was, and gives up then (seen in Node 20.20). A module behind a link, as in a workspace, would be loaded a second time.
 */
function lookElsewhere(directory: string): void {
  lstatSync(directory, { throwIfNoEntry: false });
}

async function inodeAt(path: string): Promise<number | undefined> {
  return (await lstat(path).catch(ignoreMissing))?.ino;
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}
