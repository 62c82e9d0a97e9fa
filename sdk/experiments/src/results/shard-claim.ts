import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Claim, CLAIMS, type ClaimOptions } from './claim.js';
import { awaitEnd } from './claim-end.js';
import { thisProcess } from './process-identity.js';
import { diskFiles } from './results-files.js';

const SHARD_CLAIM = /^shard-([\da-f]{12})-\d{6}$/;

/** The claims of running shards in a results folder. */
export interface FoundShard {
  readonly id: string;
  /** Path of its claim file. */
  readonly file: string;
}

/**
 * A claim on a results folder for one of several processes that fill it together. It excludes a process that wants the folder alone, and
 * such a process excludes it. While the folder is opened, it also excludes other shards.
 */
export class ShardClaim {
  private constructor(
    private readonly folder: string,
    /** Names this shard among all processes that share the folder. */
    readonly id: string,
    private readonly own: Claim,
    private readonly opening: Claim,
  ) {}

  /**
   * Takes the folder together with others. Waits while another shard is opening it.
   *
   * @throws DiscoError `RESULTS_LOCKED` if a process has the folder for itself
   */
  static async take(folder: string, options: ClaimOptions = {}): Promise<ShardClaim> {
    const opening = await Claim.take(folder, 'folder', { ...options, opening: true });
    try {
      const id = randomBytes(6).toString('hex');
      return new ShardClaim(folder, id, await Claim.take(folder, `shard-${id}`, options), opening);
    } catch (error) {
      await opening.release();
      throw error;
    }
  }

  /** Lets others open the folder. */
  opened(): Promise<void> {
    return this.opening.release();
  }

  /**
   * Waits, for a lease at most, until it is clear that no other shard is running.
   *
   * @throws DiscoError `RESULTS_LOCKED` if one is
   */
  async refuseOthers(): Promise<void> {
    await refuseShards(this.folder, this.id);
  }

  /** @throws DiscoError `RESULTS_LOCK_LOST` if another process has taken over while this one was halted */
  check(): Promise<void> {
    return this.own.check();
  }

  async release(): Promise<void> {
    await this.opening.release();
    await this.own.remove();
  }
}

/** Takes a whole folder for one process. @throws DiscoError `RESULTS_LOCKED` if another process, or a shard, is using it */
export async function claimAlone(folder: string, options: ClaimOptions = {}): Promise<Claim> {
  const claim = await Claim.take(folder, 'folder', options);
  try {
    await refuseShards(folder);
    return claim;
  } catch (error) {
    await claim.release();
    throw error;
  }
}

/** The shards, in any state, that have a claim in a folder, except one. */
export async function shardsIn(folder: string, except?: string): Promise<FoundShard[]> {
  const names = (await diskFiles.list(join(folder, CLAIMS))) ?? [];
  return names.flatMap((name) => {
    const id = SHARD_CLAIM.exec(name)?.[1];
    return id === undefined || id === except ? [] : { id, file: join(folder, CLAIMS, name) };
  });
}

/** The claim of a shard by its name: each has only one, whether or not the list of a network file system shows it already. */
export function shardNamed(folder: string, id: string): FoundShard {
  return { id, file: join(folder, CLAIMS, `shard-${id}-000001`) };
}

async function refuseShards(folder: string, except?: string): Promise<void> {
  const self = await thisProcess();
  const shards = await shardsIn(folder, except);
  await Promise.all(shards.map(({ file }) => awaitEnd(file, folder, self)));
  for (const { file } of shards) await diskFiles.remove(file);
}
