import { ResultsFolder } from '@disco-engine/experiments';
import type { Randomness } from '@disco-engine/kernel';
import { sleep } from '@disco-engine/transports/clock';
import type { SimulatedHost } from '@disco-engine/transports/simulation';
import type { FarmDisk } from '../farm/farm-disk.js';

type Files = Parameters<typeof ResultsFolder.openOn>[0]['files'];

/** The disk of one machine, which keeps its files when processes end. It can be slow, or full, for a while. */
export class SimulatedDisk {
  slowUntil = 0;
  /** Milliseconds that an operation then takes at most. */
  slowness = 0;
  fullUntil = 0;
  /** Files by their paths; a folder has none of its own. */
  readonly #files = new Map<string, Uint8Array>();
  readonly #folders = new Set<string>();
  #names = 0;

  constructor(private readonly dice: Randomness) {}

  /** Number of files and folders. */
  get size(): number {
    return this.#files.size + this.#folders.size;
  }

  /** Removes everything, as a machine does with its temporary files when it starts. */
  clear(): void {
    this.#files.clear();
    this.#folders.clear();
  }

  /** The disk as a process of the machine sees it. */
  of(host: SimulatedHost): FarmDisk {
    const files = this.#filesOf(host);
    const access = {
      files,
      // Folders of this machine's temporary files have one writer.
      claim: async () => ({ check: async () => {}, release: async () => {} }),
      share: async () => Promise.reject(new Error('no folder is shared here')),
      summarising: async () => Promise.reject(new Error('no folder is continued here')),
    };
    return {
      makeFolder: async (prefix) => {
        const folder = `/tmp/${prefix}${(this.#names += 1)}`;
        await files.makeFolder(folder);
        return folder;
      },
      list: (folder) =>
        this.#act(host, false, () =>
          [...this.#files.keys()]
            .flatMap((path) => (path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : []))
            .filter((path) => !path.startsWith('.'))
            .sort(),
        ),
      read: async (file) => {
        const bytes = await files.read(file);
        if (bytes === undefined) throw failure('ENOENT', `no such file: ${file}`);
        return bytes;
      },
      write: (file, bytes) => this.#act(host, true, () => void this.#files.set(file, bytes.slice())),
      remove: (folder) => files.remove(folder),
      openResults: (folder, experiment, scenario, origin) =>
        ResultsFolder.openOn(access, folder, experiment, scenario, origin),
    };
  }

  #filesOf(host: SimulatedHost): Files {
    const act = <Result>(isWriting: boolean, action: () => Result): Promise<Result> =>
      this.#act(host, isWriting, action);
    return {
      read: (file) => act(false, () => this.#files.get(file)),
      ends: async (file, count) => {
        const bytes = await act(false, () => this.#files.get(file));
        const text = bytes && new TextDecoder('latin1').decode(bytes);
        return text === undefined ? undefined : [text.slice(0, count), text.slice(-count)];
      },
      list: (folder) => act(false, () => this.#namesIn(folder)),
      write: (file, text) => act(true, () => void this.#files.set(file, new TextEncoder().encode(text))),
      makeFolder: (folder) => act(true, () => void this.#folders.add(folder)),
      rename: (from, to) => act(false, () => this.#rename(from, to)),
      link: (file, name) =>
        act(true, () => {
          const bytes = this.#files.get(file);
          if (bytes === undefined || this.#files.has(name)) return false;
          this.#files.set(name, bytes);
          return true;
        }),
      remove: (path) => act(false, () => this.#remove(path)),
      flush: () => act(false, () => undefined),
    };
  }

  async #act<Result>(host: SimulatedHost, isWriting: boolean, action: () => Result): Promise<Result> {
    if (host.now < this.slowUntil) await sleep(host.clock, this.dice.uniform() * this.slowness);
    if (isWriting && host.now < this.fullUntil) throw failure('ENOSPC', 'no space left on device');
    return action();
  }

  #namesIn(folder: string): readonly string[] | undefined {
    const inside = [...this.#files.keys(), ...this.#folders].filter((path) => path.startsWith(`${folder}/`));
    if (inside.length === 0 && !this.#folders.has(folder)) return undefined;
    return [...new Set(inside.map((path) => path.slice(folder.length + 1).split('/')[0] ?? ''))].sort();
  }

  #rename(from: string, to: string): void {
    for (const path of [...this.#files.keys(), ...this.#folders]) {
      if (path !== from && !path.startsWith(`${from}/`)) continue;
      const moved = `${to}${path.slice(from.length)}`;
      const bytes = this.#files.get(path);
      if (bytes !== undefined) this.#files.set(moved, bytes);
      if (this.#folders.has(path)) this.#folders.add(moved);
      this.#files.delete(path);
      this.#folders.delete(path);
    }
  }

  #remove(path: string): void {
    for (const one of [...this.#files.keys(), ...this.#folders]) {
      if (one !== path && !one.startsWith(`${path}/`)) continue;
      this.#files.delete(one);
      this.#folders.delete(one);
    }
  }
}

function failure(code: string, message: string): Error {
  return Object.assign(new Error(`${code}: ${message}`), { code });
}
