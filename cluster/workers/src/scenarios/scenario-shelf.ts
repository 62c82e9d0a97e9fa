import type { WorkerLog } from '../log/worker-event.js';
import { packScenario } from './pack.js';
import { readableStore } from './readable-store.js';
import type { ScenarioFolder } from './scenario-folder.js';
import type { ScenarioMemory } from './scenario-memory.js';
import type { ScenarioRef } from './scenario-ref.js';
import { sha256 } from './sha256.js';

/** Where a worker's process finds and keeps the scenarios of its runs. */
export class ScenarioShelf {
  /** Searches that are under way: the threads of a run look for its scenario at the same time. */
  readonly #searches = new Map<string, Promise<Uint8Array | undefined>>();

  /**
   * @param folder none if nothing is written
   * @param stores that may be opened for launchers, as for `readableStore`
   */
  constructor(
    private readonly memory: ScenarioMemory,
    private readonly folder: ScenarioFolder | undefined,
    private readonly stores: readonly string[],
    private readonly log: WorkerLog,
  ) {}

  /** @returns the packed scenario, in memory that threads can share; undefined if it has to be sent */
  async find(ref: ScenarioRef): Promise<Uint8Array | undefined> {
    const kept = this.memory.get(ref.sha256);
    if (kept !== undefined) return this.#found(ref, kept, 'memory');
    const key = JSON.stringify(ref);
    const search = this.#searches.get(key) ?? this.#search(ref).finally(() => this.#searches.delete(key));
    this.#searches.set(key, search);
    return search;
  }

  /** Keeps a scenario that was sent. @returns the same in memory that threads can share */
  async keep(ref: ScenarioRef, packed: Uint8Array): Promise<Uint8Array> {
    const shared = this.#found(ref, inSharedMemory(packed), 'launcher');
    await this.folder?.keep(ref.sha256, shared);
    return shared;
  }

  async #search(ref: ScenarioRef): Promise<Uint8Array | undefined> {
    const filed = await this.folder?.get(ref.sha256, ref.bytes);
    if (filed !== undefined) return this.#found(ref, filed, 'folder');
    const stored = await this.#fromStore(ref);
    return stored && this.#found(ref, stored, 'store');
  }

  #found({ name, sha256: hash, bytes }: ScenarioRef, packed: Uint8Array, source: Source): Uint8Array {
    this.memory.keep(hash, packed);
    const message = `has the scenario '${name}' of ${bytes} bytes from ${FROM[source]}`;
    this.log({ level: 'debug', event: 'scenario-found', message, details: { scenario: name, bytes, source } });
    return packed;
  }

  async #fromStore({ stored, sha256: hash, bytes }: ScenarioRef): Promise<Uint8Array | undefined> {
    const store = stored && (await readableStore(stored.store, this.stores));
    if (stored === undefined || store === undefined) return undefined;
    const what = `version ${stored.version} of '${stored.id}' in ${stored.store}`;
    try {
      const { loadStored } = await import('@disco-engine/data');
      const packed = await packScenario(await loadStored({ ...stored, store }));
      if (packed.length === bytes && sha256(packed) === hash) return inSharedMemory(packed);
      this.#warn(`${what} is other data than the launcher has; the launcher sends its own`);
    } catch (error) {
      this.#warn(
        `${what} cannot be read, and is sent by the launcher: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
    return undefined;
  }

  #warn(message: string): void {
    this.log({ level: 'warn', event: 'scenario-unusable', message, details: {} });
  }
}

type Source = 'memory' | 'folder' | 'store' | 'launcher';

const FROM: Readonly<Record<Source, string>> = {
  memory: 'an earlier run',
  folder: 'the folder of --cache',
  store: 'its store',
  launcher: 'its launcher',
};

function inSharedMemory(bytes: Uint8Array): Uint8Array {
  const shared = new Uint8Array(new SharedArrayBuffer(bytes.length));
  shared.set(bytes);
  return shared;
}
