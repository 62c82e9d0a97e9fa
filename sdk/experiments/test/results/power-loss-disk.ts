import { basename, dirname } from 'node:path';
import type { ResultsFiles } from '../../src/results/results-files.js';

/** A file, and how much of it is certain to be on disk. */
interface Content {
  readonly bytes: Uint8Array;
  /** Number of bytes flushed. */
  flushed: number;
}

class Folder {
  /** Names as a process sees them. */
  readonly names = new Map<string, Folder | Content>();
  /** Names at the last flush. */
  flushed = new Map<string, Folder | Content>();
}

/** Thrown by every operation after the power failure. */
export class PowerLost extends Error {}

/**
 * A disk that loses power after a number of operations: each unflushed file is cut at a random length, and each name that was created,
 * moved or removed since its folder was flushed is independently there or not.
 */
export class PowerLossDisk implements ResultsFiles {
  #root = new Folder();
  #operations = 0;

  /** @param uniform draws a number, at least 0 and below 1 */
  constructor(
    private readonly uniform: () => number,
    private most = Infinity,
  ) {}

  get operations(): number {
    return this.#operations;
  }

  /** Restores power for a number of operations. */
  restart(most = Infinity): void {
    this.#operations = 0;
    this.most = most;
    this.#root = this.#survivor(this.#root);
  }

  read = (file: string): Promise<Uint8Array | undefined> =>
    this.#act(() => {
      const found = this.#find(file);
      return found instanceof Folder ? undefined : found?.bytes;
    });

  ends = async (file: string, count: number): Promise<readonly [string, string] | undefined> => {
    const bytes = await this.read(file);
    const text = bytes && new TextDecoder('latin1').decode(bytes);
    return text === undefined ? undefined : [text.slice(0, count), text.slice(-count)];
  };

  list = (folder: string): Promise<readonly string[] | undefined> =>
    this.#act(() => {
      const found = this.#find(folder);
      return found instanceof Folder ? [...found.names.keys()].sort() : undefined;
    });

  write = (file: string, text: string): Promise<void> =>
    this.#act(
      () => void this.#parent(file).names.set(basename(file), { bytes: new TextEncoder().encode(text), flushed: 0 }),
    );

  makeFolder = (folder: string): Promise<void> =>
    this.#act(() => {
      const make = (path: string): void => {
        if (this.#find(path) !== undefined) return;
        make(dirname(path));
        const [parent, made] = [this.#parent(path), new Folder()];
        parent.names.set(basename(path), made);
        parent.flushed.set(basename(path), made);
      };
      make(folder);
    });

  rename = (from: string, to: string): Promise<void> =>
    this.#act(() => {
      const moved = this.#find(from);
      if (moved === undefined) throw new Error(`there is no ${from}`);
      const place = this.#find(to);
      if (place instanceof Folder && place.names.size > 0) throw new Error(`${to} is not empty`);
      this.#parent(from).names.delete(basename(from));
      this.#parent(to).names.set(basename(to), moved);
    });

  link = (): Promise<boolean> => Promise.reject(new Error('nothing of a results folder is linked'));

  remove = (path: string): Promise<void> =>
    this.#act(() => {
      const folder = this.#find(dirname(path));
      if (folder instanceof Folder) folder.names.delete(basename(path));
    });

  flush = (path: string): Promise<void> =>
    this.#act(() => {
      const found = this.#find(path);
      if (found === undefined) throw new Error(`there is no ${path}`);
      if (found instanceof Folder) found.flushed = new Map(found.names);
      else found.flushed = found.bytes.length;
    });

  #act<T>(action: () => T): Promise<T> {
    return new Promise((resolve, reject) => {
      if (++this.#operations > this.most) reject(new PowerLost('the power is gone'));
      else resolve(action());
    });
  }

  #survivor(folder: Folder): Folder {
    const left = new Folder();
    for (const name of new Set([...folder.flushed.keys(), ...folder.names.keys()])) {
      const [before, now] = [folder.flushed.get(name), folder.names.get(name)];
      const one = before === now || this.uniform() < 0.5 ? now : before;
      if (one instanceof Folder) left.names.set(name, this.#survivor(one));
      else if (one !== undefined) {
        const length = one.flushed + Math.floor(this.uniform() * (one.bytes.length - one.flushed + 1));
        left.names.set(name, { bytes: one.bytes.slice(0, length), flushed: length });
      }
    }
    left.flushed = new Map(left.names);
    return left;
  }

  #find(path: string): Folder | Content | undefined {
    if (path === '/') return this.#root;
    const folder = this.#find(dirname(path));
    return folder instanceof Folder ? folder.names.get(basename(path)) : undefined;
  }

  #parent(path: string): Folder {
    const folder = this.#find(dirname(path));
    if (!(folder instanceof Folder)) throw new Error(`there is no ${dirname(path)}`);
    return folder;
  }
}
