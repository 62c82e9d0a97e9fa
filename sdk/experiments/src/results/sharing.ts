import { join } from 'node:path';
import { CLAIMS } from './claim.js';
import { PARTIAL } from './folder-names.js';
import { placeReplication } from './place-replication.js';
import { replicationPath } from './replication-path.js';
import type { ResultsFiles } from './results-files.js';
import type { ReplicationKey, ReplicationRecord } from './run-schema.js';
import type { ShardClaim } from './shard-claim.js';
import { ShardRoster } from './shard-roster.js';

const TRIAL = /^trial-case-(\d+)-replication-(\d+)$/;

/** What a shard does differently in a results folder that it shares with others. */
export class Sharing {
  readonly #roster: ShardRoster;

  constructor(
    private readonly files: ResultsFiles,
    private readonly path: string,
    readonly claim: Pick<ShardClaim, 'id' | 'opened' | 'refuseOthers'>,
  ) {
    this.#roster = new ShardRoster(path, claim.id);
  }

  /** Path for the files of a running replication, which shows the others that this shard is running it. */
  partial(key: ReplicationKey): string {
    return join(this.path, `${partialPrefix(key)}${this.claim.id}`);
  }

  /** Whether something in the folder is a leftover: not that of a shard that may be alive. */
  async isLeft(name: string): Promise<boolean> {
    const id = shardOf(name);
    if (id === undefined) return true;
    await this.#roster.look();
    return id !== this.claim.id && !(await this.#roster.isAlive(id));
  }

  /** The ids of the other shards that are running a replication and may be alive. */
  async runningElsewhere(key: ReplicationKey): Promise<string[]> {
    await this.#roster.look();
    const prefix = partialPrefix(key);
    const names = ((await this.files.list(this.path)) ?? []).filter((name) => name.startsWith(prefix));
    const running: string[] = [];
    for (const name of names) {
      const id = shardOf(name);
      if (id !== undefined && id !== this.claim.id && (await this.#roster.isAlive(id))) running.push(id);
    }
    return running;
  }

  /** Whether one that may be alive may as well have been gone since before this shard began. */
  isUnclear(id: string): boolean {
    return this.#roster.isUnclear(id);
  }

  /** Watches the other shards: one that is gone is noticed only between two looks. */
  look(): Promise<void> {
    return this.#roster.look();
  }

  /** Moves a replication into place, unless another shard has put it there. */
  place(partial: string, record: ReplicationRecord): Promise<ReplicationRecord> {
    return placeReplication(this.files, this.path, partial, record);
  }

  /** Marks a replication as one that may turn out to be unnecessary, so that any shard may remove it. */
  async markTrial(key: ReplicationKey): Promise<void> {
    await this.files.write(this.#trial(key), '');
  }

  async unmarkTrial(key: ReplicationKey): Promise<void> {
    await this.files.remove(this.#trial(key));
  }

  async trials(): Promise<ReplicationKey[]> {
    const names = (await this.files.list(join(this.path, CLAIMS))) ?? [];
    return names.flatMap((name) => {
      const [whole, number, replication] = TRIAL.exec(name) ?? [];
      return whole === undefined ? [] : { case: Number(number), replication: Number(replication) };
    });
  }

  /** Removes what shards that are gone have left behind. */
  async tidy(): Promise<void> {
    await this.#roster.look();
    await this.#roster.removeGone();
    for (const name of (await this.files.list(this.path)) ?? [])
      if (shardOf(name) !== undefined && (await this.isLeft(name))) await this.files.remove(join(this.path, name));
  }

  #trial(key: ReplicationKey): string {
    return join(this.path, CLAIMS, `trial-${dashed(key)}`);
  }
}

function partialPrefix(key: ReplicationKey): string {
  return `${PARTIAL}${dashed(key)}-`;
}

function dashed(key: ReplicationKey): string {
  return replicationPath(key).replace('/', '-');
}

/** The shard that a folder of a running replication belongs to. */
function shardOf(name: string): string | undefined {
  return /^\.partial-case-\d+-replication-\d+-([\da-f]{12})(-replaced)*$/.exec(name)?.[1];
}
