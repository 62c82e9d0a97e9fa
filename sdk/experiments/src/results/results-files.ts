import { link, mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { hasCode } from './error-code.js';

/** File operations for the writer of a results folder: on this machine's disk, or in tests on a simulated disk that can lose power. */
export interface ResultsFiles {
  /** Undefined if there is no such file. */
  read(file: string): Promise<Uint8Array | undefined>;
  /** The first and the last bytes of a file, as text; undefined if there is no such file. */
  ends(file: string, bytes: number): Promise<readonly [first: string, last: string] | undefined>;
  /** Names in a folder, ascending; undefined if there is no such folder. */
  list(folder: string): Promise<readonly string[] | undefined>;
  write(file: string, text: string): Promise<void>;
  /** Creates a folder and its parents unless they exist, and flushes their names to disk. */
  makeFolder(folder: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  /** Gives a file a second name. @returns whether that name was free */
  link(file: string, name: string): Promise<boolean>;
  /** Removes a file, or a folder with its contents, if it exists. */
  remove(path: string): Promise<void>;
  /** Waits until the content of a file, or the names in a folder, are on disk. */
  flush(path: string): Promise<void>;
}

/** File operations on this machine's disk. */
export const diskFiles: ResultsFiles = {
  async read(file) {
    try {
      return await readFile(file);
    } catch (error) {
      if (hasCode(error, 'ENOENT', 'ENOTDIR')) return undefined;
      throw error;
    }
  },
  async ends(file, bytes) {
    let handle;
    try {
      handle = await open(file, 'r');
      const { size } = await handle.stat();
      const first = await handle.read(Buffer.alloc(bytes), 0, bytes, 0);
      const last = await handle.read(Buffer.alloc(bytes), 0, bytes, Math.max(0, size - bytes));
      return [first.buffer.toString('latin1'), last.buffer.toString('latin1')];
    } catch (error) {
      if (hasCode(error, 'ENOENT', 'ENOTDIR')) return undefined;
      throw error;
    } finally {
      await handle?.close();
    }
  },
  async list(folder) {
    try {
      return (await readdir(folder)).sort();
    } catch (error) {
      if (hasCode(error, 'ENOENT', 'ENOTDIR')) return undefined;
      throw error;
    }
  },
  write: writeFile,
  async makeFolder(folder) {
    const first = await mkdir(folder, { recursive: true });
    if (first === undefined) return;
    for (let made = folder; made.length >= first.length; made = dirname(made)) await flush(dirname(made));
  },
  rename,
  async link(file, name) {
    try {
      await link(file, name);
      return true;
    } catch (error) {
      if (hasCode(error, 'EEXIST')) return false;
      throw error;
    }
  },
  remove: (path) => rm(path, { recursive: true, force: true }),
  flush,
};

async function flush(path: string): Promise<void> {
  let handle;
  try {
    handle = await open(path, 'r');
    await handle.sync();
  } catch (error) {
    // Windows can flush neither folders nor files opened for reading only.
    if (process.platform !== 'win32' || !hasCode(error, 'EPERM', 'EISDIR', 'EACCES')) throw error;
  } finally {
    await handle?.close();
  }
}
