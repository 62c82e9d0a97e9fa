import { lstatSync } from 'node:fs';
import { chmod, link, lstat, mkdtemp, rename, rm } from 'node:fs/promises';
import { connect, type Server } from 'node:net';
import { dirname, join } from 'node:path';
import { DiscoError } from '@disco-engine/kernel';

const MOST_PATH_BYTES = 107;
const FOREIGN = 'there is a file that is not a socket';

/**
 * Listens at a path, with a socket that only the local user can ever have reached: it is created in a directory of mode
 * 0700, set to mode 0600 there, and only then given its name.
 *
 * @returns a function that removes the file, unless another one has replaced it
 * @throws Error if the path is taken by a live socket or by anything other than a socket, or cannot be written
 */
export async function listenAtPath(server: Server, path: string): Promise<() => Promise<void>> {
  const directory = dirname(path);
  if (
    Buffer.byteLength(path) > MOST_PATH_BYTES ||
    Buffer.byteLength(directory) > MOST_PATH_BYTES - '/.dXXXXXX/s'.length
  )
    throw new Error(`the path is too long for a socket; at most ${MOST_PATH_BYTES} bytes are possible`);
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
 * Refuses a path that holds anything but a socket, so that a process that will listen there later can report the
 * problem at once.
 *
 * @throws DiscoError `LISTEN_FAILED`
 */
export async function refuseForeignFile(path: string): Promise<void> {
  const found = await lstat(path).catch(ignoreMissing);
  if (found === undefined || found.isSocket()) return;
  throw new DiscoError(
    'LISTEN_FAILED',
    `cannot listen at ${path}: ${FOREIGN}; choose another path, or move the file away`,
  );
}

/**
 * Makes room for a socket by removing the one that a dead process has left behind; anything else stays. The old socket
 * is first moved into the hidden directory and checked there, so a file that takes its place in the meantime is never
 * removed.
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
      // A full backlog: a process is listening.
      else if (error.code === 'EAGAIN') resolve(true);
      else reject(error);
    });
  });
}

/**
 * Node's module loader resolves links by `realpathSync`, which asks whether the file examined last, whichever it was,
 * is a socket, and if so gives up (seen in Node 20.20). A module behind a link, as in a workspace, would then be loaded
 * a second time.
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
