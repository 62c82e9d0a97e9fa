import { chmod, link, lstat, mkdtemp, rm, unlink } from 'node:fs/promises';
import { connect, type Server } from 'node:net';
import { dirname, join } from 'node:path';

const MOST_PATH_BYTES = 107;

/**
 * Listens at a path, with a socket that only the local user can ever have reached: it is made in a directory of mode 0700, gets
 * mode 0600 there, and only then its name.
 *
 * @returns what removes the file, unless another one has taken its place
 * @throws Error where the path is taken by a live socket or by another kind of file, or cannot be written
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
    await removeStale(path);
    await link(made, path);
    const { ino } = await lstat(path);
    return async () => {
      const found = await inodeAt(path);
      if (found === ino) await rm(path, { force: true });
    };
  } finally {
    await rm(hidden, { recursive: true, force: true });
  }
}

/** Removes the socket that a dead process has left. */
async function removeStale(path: string): Promise<void> {
  const found = await lstat(path).catch(ignoreMissing);
  if (found === undefined) return;
  if (!found.isSocket()) throw new Error('there is a file that is no socket');
  if (await isLive(path)) throw new Error('another process listens there');
  await unlink(path).catch(ignoreMissing);
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

async function inodeAt(path: string): Promise<number | undefined> {
  return (await lstat(path).catch(ignoreMissing))?.ino;
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}
