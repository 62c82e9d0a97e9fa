import { performance } from 'node:perf_hooks';
import { readClaim } from './claim-file.js';
import { LEASE } from './claim-end.js';
import { isAlive, thisProcess, type ProcessIdentity } from './process-identity.js';
import { diskFiles } from './results-files.js';
import { shardNamed, shardsIn, type FoundShard } from './shard-claim.js';

/** Another shard as seen at the last look. */
interface Seen {
  readonly file: string;
  readonly beat: number;
  /** Milliseconds for which it has not renewed its claim, as far as this process was watching. */
  readonly still: number;
  readonly isGone: boolean;
  /** Whether it is clear that it is alive, or was at an earlier look: its process is there, or it has renewed its claim. */
  readonly hasLived: boolean;
}

/** The other shards that share a results folder, and which of them are gone. */
export class ShardRoster {
  readonly #seen = new Map<string, Seen>();
  #self: ProcessIdentity | undefined;
  #looked = 0;

  constructor(
    private readonly folder: string,
    private readonly own: string,
    private readonly list = shardsIn,
  ) {}

  /** Looks at the claims of the others. One on another host counts as alive until it has not renewed its claim for a whole lease. */
  async look(): Promise<void> {
    const now = performance.now();
    const elapsed = now - this.#looked;
    this.#looked = now;
    const listed = await this.list(this.folder, this.own);
    const ids = new Set([...listed.map(({ id }) => id), ...this.#seen.keys()]);
    for (const id of ids) await this.#lookAt(shardNamed(this.folder, id), elapsed);
  }

  /** Whether a shard may still be running. */
  async isAlive(id: string): Promise<boolean> {
    // A list may be out of date, but a file that is opened is not.
    if (!this.#seen.has(id)) await this.#lookAt(shardNamed(this.folder, id), 0);
    return this.#seen.get(id)?.isGone === false;
  }

  /** Whether it is still open whether a shard is alive: it is on another host, and has not been watched for long enough. */
  isUnclear(id: string): boolean {
    const seen = this.#seen.get(id);
    return seen?.isGone === false && !seen.hasLived;
  }

  /** Removes the claims of shards that are gone: a halted one that comes back then finds that it has lost the folder. */
  async removeGone(): Promise<void> {
    for (const { file, isGone } of this.#seen.values()) if (isGone) await diskFiles.remove(file);
  }

  /** @param elapsed milliseconds since the last look */
  async #lookAt({ id, file }: FoundShard, elapsed: number): Promise<void> {
    const claim = await readClaim(file);
    if (claim === undefined) return void this.#seen.delete(id);
    const { holder, beat } = claim;
    const { lease = LEASE } = holder ?? {};
    const before = this.#seen.get(id);
    // Time in which this process was halted itself says nothing about the others.
    const still = before?.beat === beat ? before.still + Math.min(elapsed, lease / 3) : 0;
    this.#self ??= await thisProcess();
    const alive = holder && (await isAlive(holder, this.#self));
    const hasRenewed = before !== undefined && before.beat !== beat;
    const hasLived = alive === true || before?.hasLived === true || hasRenewed;
    this.#seen.set(id, { file, beat, still, isGone: !(alive ?? still < lease), hasLived });
  }
}
