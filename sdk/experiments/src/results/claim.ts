import { mkdtemp, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { awaitEnd, LEASE } from './claim-end.js';
import { readClaim, type Holder } from './claim-file.js';
import { grantedName } from './granted-name.js';
import { startHeart } from './heart.js';
import { lockLost } from './lock-lost.js';
import { thisProcess, type ProcessIdentity } from './process-identity.js';
import { diskFiles } from './results-files.js';

/** Subfolder with the claims of a results folder. */
export const CLAIMS = '.claims';
const DRAFT = '.draft-';

export interface ClaimOptions {
  readonly self?: ProcessIdentity | undefined;
  /** Milliseconds. Default: 15 s. */
  readonly lease?: number | undefined;
  /** Renews a claim every `every` milliseconds until the returned function is called. */
  readonly heart?: ((file: string, every: number) => () => unknown) | undefined;
  /** Whether it is held only while a shard opens the folder; it then waits for others that do the same. */
  readonly opening?: boolean | undefined;
}

/**
 * An exclusive claim on part of a results folder. Each holder gets a term, one higher than the last. `link` creates the claim file and
 * grants a name to only one process; the file with the highest term is never removed, so no term is assigned twice.
 */
export class Claim {
  #stopHeart: (() => unknown) | undefined;

  private constructor(
    private readonly folder: string,
    private readonly name: string,
    /** Increases with each holder, starting at 1. */
    readonly term: number,
    { lease = LEASE, heart = startHeart }: ClaimOptions,
  ) {
    this.#stopHeart = heart(this.#file, lease / 3);
  }

  /**
   * Takes a claim that is free or whose holder is gone. A holder of this boot and namespace is gone when its process has ended; any
   * other holder is gone when it has not renewed its claim for the length of the lease, which this method waits out.
   *
   * @param folder results folder
   * @param name name of the claim
   * @throws DiscoError `RESULTS_LOCKED`; `FILE_SYSTEM_UNFIT` if the file system grants a name to two processes, or none
   */
  static async take(folder: string, name: string, options: ClaimOptions = {}): Promise<Claim> {
    const claims = join(folder, CLAIMS);
    const self = options.self ?? (await thisProcess());
    await diskFiles.makeFolder(claims);
    for (;;) {
      const latest = await latestOf(claims, name);
      const { lease = LEASE, opening = false } = options;
      if (latest !== undefined && !latest.isFree)
        await awaitEnd(join(claims, latest.file), folder, self, { isPatient: opening });
      const term = (latest?.term ?? 0) + 1;
      const mark = opening ? { opening } : {};
      if (!(await makeFile(claims, fileOf(name, term), { ...self, lease, ...mark }))) continue;
      // The name was free only because an earlier claim was removed: another process already has a later term.
      if ((await latestOf(claims, name))?.term !== term) {
        await diskFiles.remove(join(claims, fileOf(name, term)));
        continue;
      }
      for (const { file } of (await termsOf(claims, name)).slice(0, -1)) await diskFiles.remove(join(claims, file));
      await diskFiles.flush(claims);
      return new Claim(folder, name, term, options);
    }
  }

  /** @throws DiscoError `RESULTS_LOCK_LOST` if another process has taken the claim while this one was halted */
  async check(): Promise<void> {
    const latest = await latestOf(join(this.folder, CLAIMS), this.name);
    if (latest?.term === this.term && !latest.isFree) return;
    throw lockLost(this.folder);
  }

  /** Gives up the claim. */
  async release(): Promise<void> {
    this.#stopHeart?.();
    this.#stopHeart = undefined;
    const file = this.#file;
    // The file is gone if another process has taken the claim.
    if ((await readClaim(file)) !== undefined) await diskFiles.rename(file, `${file}${FREE}`);
  }

  /** Gives up a claim whose name nobody will use again, and leaves no file behind. */
  async remove(): Promise<void> {
    this.#stopHeart?.();
    this.#stopHeart = undefined;
    await diskFiles.remove(this.#file);
  }

  get #file(): string {
    return join(this.folder, CLAIMS, fileOf(this.name, this.term));
  }
}

const FREE = '.free';

interface Term {
  readonly file: string;
  readonly term: number;
  readonly isFree: boolean;
}

function fileOf(name: string, term: number): string {
  return `${name}-${String(term).padStart(6, '0')}`;
}

/** Terms in ascending order. */
async function termsOf(claims: string, name: string): Promise<Term[]> {
  const terms: Term[] = [];
  for (const file of (await diskFiles.list(claims)) ?? []) {
    const [, stem, digits, free] = /^(.+)-(\d{6,})(\.free)?$/.exec(file) ?? [];
    if (stem === name) terms.push({ file, term: Number(digits), isFree: free !== undefined });
  }
  return terms.sort((a, b) => a.term - b.term);
}

async function latestOf(claims: string, name: string): Promise<Term | undefined> {
  return (await termsOf(claims, name)).at(-1);
}

/** @returns false if another process has already created the file */
async function makeFile(claims: string, file: string, self: Omit<Holder, 'format' | 'since'>): Promise<boolean> {
  // A unique folder, whose modification time comes from the clock of the disk.
  const draft = await mkdtemp(join(claims, DRAFT));
  const { mtime } = await stat(draft);
  const holder: Holder = { format: 1, ...self, since: mtime.toISOString() };
  const written = join(draft, 'claim');
  try {
    await diskFiles.write(written, `${JSON.stringify(holder)}\n`);
    await diskFiles.flush(written);
    return await grantedName(diskFiles, written, join(claims, file), dirname(claims));
  } finally {
    await diskFiles.remove(draft);
  }
}
