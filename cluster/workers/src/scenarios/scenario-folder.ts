import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat, utimes, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { systemRandomBytes } from '@disco-engine/transports/clock';

/**
 * Scenarios as files in a folder, each named by its hash, up to a number of bytes. Several processes may use the same
 * folder. What a file contains is believed only if it has the hash of its name.
 */
export class ScenarioFolder {
  /**
   * @param mostBytes of all files together
   * @param warn is told what is wrong with the folder; a run does not depend on it
   */
  constructor(
    private readonly folder: string,
    private readonly mostBytes: number,
    private readonly warn: (problem: string) => void,
  ) {}

  /** @returns undefined if there is no sound file of this hash and size */
  async get(hash: string, bytes: number): Promise<Uint8Array | undefined> {
    const path = this.#pathOf(hash);
    let file: FileHandle | undefined;
    try {
      file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
      const { size } = await file.stat();
      if (size !== bytes) {
        // Whoever asks may be wrong. What is sent instead replaces the file, once its own hash is right.
        this.warn(`${path} has ${size} bytes, and not the ${bytes} of the scenario that the launcher has`);
        return undefined;
      }
      const packed = await read(file, bytes);
      if (packed?.hash !== hash) {
        this.warn(`${path} is damaged, and is removed`);
        await rm(path, { force: true });
        return undefined;
      }
      const now = new Date();
      // The time of its last use, for the choice of what to remove.
      await utimes(path, now, now).catch(() => undefined);
      return packed.content;
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') this.warn(`${path} cannot be read: ${messageOf(error)}`);
      return undefined;
    } finally {
      await file?.close();
    }
  }

  /** Stores a scenario, evicting the least recently used ones. One that is too large is not stored. */
  async keep(hash: string, packed: Uint8Array): Promise<void> {
    if (packed.length > this.mostBytes) return;
    const path = this.#pathOf(hash);
    const temporary = `${path}.${Buffer.from(systemRandomBytes(8)).toString('hex')}${TEMPORARY}`;
    try {
      await mkdir(this.folder, { recursive: true, mode: 0o700 });
      await this.#makeRoom(packed.length);
      await write(temporary, packed);
      await rename(temporary, path);
    } catch (error) {
      this.warn(`${path} cannot be written: ${messageOf(error)}`);
      await rm(temporary, { force: true }).catch(() => undefined);
    }
  }

  /** Removes what was not used for longest, and what processes left behind that ended while they wrote. */
  async #makeRoom(bytes: number): Promise<void> {
    const files = await this.#files();
    const isPart = ({ path }: StoredFile): boolean => path.endsWith(TEMPORARY);
    const hourAgo = Date.now() - ABANDONED_AFTER;
    let total = bytes;
    for (const file of files.sort((a, b) => Number(isPart(b)) - Number(isPart(a)) || b.time - a.time)) {
      total += file.size;
      // What another process is writing stays until it is renamed; its bytes count.
      if (isPart(file) ? file.time < hourAgo : total > this.mostBytes) {
        await rm(file.path, { force: true });
        total -= file.size;
      }
    }
  }

  async #files(): Promise<StoredFile[]> {
    const names = (await readdir(this.folder)).filter((name) => OURS.test(name));
    const files = names.map(async (name) => {
      const path = join(this.folder, name);
      // Another process may have removed it.
      const found = await stat(path).catch(() => undefined);
      return found === undefined ? [] : [{ path, size: found.size, time: found.mtimeMs }];
    });
    return (await Promise.all(files)).flat();
  }

  #pathOf(hash: string): string {
    return join(this.folder, `${hash}.scenario`);
  }
}

interface StoredFile {
  readonly path: string;
  readonly size: number;
  /** Of its last use, in milliseconds since 1970. */
  readonly time: number;
}

/** Reads and hashes a file bit by bit, so that the event loop stays free. @returns undefined if it ends too early */
async function read(file: FileHandle, bytes: number): Promise<{ content: Uint8Array; hash: string } | undefined> {
  const content = new Uint8Array(new SharedArrayBuffer(bytes));
  const hash = createHash('sha256');
  const part = Buffer.allocUnsafe(Math.min(bytes, PART));
  for (let at = 0; at < bytes;) {
    const { bytesRead } = await file.read(part, 0, Math.min(PART, bytes - at), at);
    if (bytesRead === 0) return undefined;
    hash.update(part.subarray(0, bytesRead));
    content.set(part.subarray(0, bytesRead), at);
    at += bytesRead;
  }
  return { content, hash: hash.digest('hex') };
}

async function write(path: string, content: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    for (let at = 0; at < content.length; at += PART)
      await file.writeFile(Buffer.from(content.subarray(at, at + PART)));
    await file.datasync();
  } finally {
    await file.close();
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

const PART = 2 ** 20;
const TEMPORARY = '.part';
const OURS = /^[\da-f]{64}\.scenario(\.[\da-f]{16}\.part)?$/;
/** Milliseconds. */
const ABANDONED_AFTER = 3_600_000;
