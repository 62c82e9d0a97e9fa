import type { WorkerLog } from '../log/worker-event.js';
import { packScenario } from './pack.js';
import { readableStore } from './readable-store.js';
import type { ScenarioFolder } from './scenario-folder.js';
import type { ScenarioMemory } from './scenario-memory.js';
import type { ScenarioRef } from './scenario-ref.js';
import { sha256 } from './sha256.js';

/** Where a worker's process finds and keeps the scenarios of its runs. */
export class ScenarioShelf {
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
    if (kept !== undefined) return kept;
    const found = (await this.folder?.get(ref.sha256, ref.bytes)) ?? (await this.#fromStore(ref));
    if (found !== undefined) this.memory.keep(ref.sha256, found);
    return found;
  }

  /** Keeps a scenario that was sent. @returns the same in memory that threads can share */
  async keep(hash: string, packed: Uint8Array): Promise<Uint8Array> {
    const shared = inSharedMemory(packed);
    this.memory.keep(hash, shared);
    await this.folder?.keep(hash, shared);
    return shared;
  }

  async #fromStore({ stored, sha256: hash, bytes }: ScenarioRef): Promise<Uint8Array | undefined> {
    const store = stored && (await readableStore(stored.store, this.stores));
    if (stored === undefined || store === undefined) return undefined;
    const what = `version ${stored.version} of '${stored.id}' in ${stored.store}`;
    try {
      const { loadStored } = await import('@disco-engine/data');
      const packed = await packScenario(await loadStored({ ...stored, store }));
      if (packed.length === bytes && sha256(packed) === hash) return inSharedMemory(packed);
      this.#warn(`${what} is not what the launcher has, which therefore sends its own`);
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

function inSharedMemory(bytes: Uint8Array): Uint8Array {
  const shared = new Uint8Array(new SharedArrayBuffer(bytes.length));
  shared.set(bytes);
  return shared;
}
