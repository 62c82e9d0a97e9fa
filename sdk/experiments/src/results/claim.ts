import { mkdtemp, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DiscoError } from '@disco-engine/kernel';
import { readClaim, type Holder } from './claim-file.js';
import { startHeart } from './heart.js';
import { isAlive, thisProcess, type ProcessIdentity } from './process-identity.js';
import { diskFiles } from './results-files.js';

/** Folder of the claims of a results folder. */
export const CLAIMS = '.claims';
const LEASE = 15_000;
/** How often somebody looks within a lease whether it is renewed, which happens three times. */
const LOOKS = 15;
const DRAFT = '.draft-';

export interface ClaimOptions {
  readonly self?: ProcessIdentity | undefined;
  /** Milliseconds; 15 s by default. */
  readonly lease?: number | undefined;
  /** Renews a claim every so many milliseconds, until what it returns is called. */
  readonly heart?: ((file: string, every: number) => () => unknown) | undefined;
}

/**
 * Something of a results folder that one process at a time may have. Each holder has a term, one more than the last; its file is made by
 * `link`, which gives a name to one process only, and the file with the highest term stays for ever, so that a term is never given twice.
 */
export class Claim {
  #stopHeart: (() => unknown) | undefined;

  private constructor(
    private readonly folder: string,
    private readonly name: string,
    /** How many have held it before. */
    readonly term: number,
    { lease = LEASE, heart = startHeart }: ClaimOptions,
  ) {
    this.#stopHeart = heart(this.#file, lease / 3);
  }

  /**
   * Takes a claim that nobody has, or whose holder is gone. A holder of this boot and namespace is gone when its process is; any other
   * one when it has not renewed its claim for the lease, which this waits out.
   *
   * @param folder of results
   * @param name of what is claimed
   * @throws DiscoError `RESULTS_LOCKED`
   */
  static async take(folder: string, name: string, options: ClaimOptions = {}): Promise<Claim> {
    const claims = join(folder, CLAIMS);
    const self = options.self ?? (await thisProcess());
    await diskFiles.makeFolder(claims);
    for (;;) {
      const latest = await latestOf(claims, name);
      if (latest !== undefined && !latest.isFree) await awaitEnd(join(claims, latest.file), folder, self);
      const term = (latest?.term ?? 0) + 1;
      if (!(await makeFile(claims, fileOf(name, term), { ...self, lease: options.lease ?? LEASE }))) continue;
      // A name that was taken and removed since: whoever has a later term was faster.
      if ((await latestOf(claims, name))?.term !== term) {
        await diskFiles.remove(join(claims, fileOf(name, term)));
        continue;
      }
      for (const { file } of (await termsOf(claims, name)).slice(0, -1)) await diskFiles.remove(join(claims, file));
      await diskFiles.flush(claims);
      return new Claim(folder, name, term, options);
    }
  }

  /** @throws DiscoError `RESULTS_LOCK_LOST` where somebody else has taken it, while this process was halted */
  async check(): Promise<void> {
    const latest = await latestOf(join(this.folder, CLAIMS), this.name);
    if (latest?.term === this.term && !latest.isFree) return;
    const message =
      `another process writes to ${this.folder} since this one gave no sign of life, as when it was halted; ` +
      'nothing more is written to it; run the same command again when the other one has ended';
    throw new DiscoError('RESULTS_LOCK_LOST', message, { file: this.folder });
  }

  /** Gives it up. */
  async release(): Promise<void> {
    this.#stopHeart?.();
    this.#stopHeart = undefined;
    const file = this.#file;
    // It is not there where somebody else has taken it.
    if ((await readClaim(file)) !== undefined) await diskFiles.rename(file, `${file}${FREE}`);
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

/** Ascending. */
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

/** @returns whether nobody else has made it */
async function makeFile(claims: string, file: string, self: ProcessIdentity & { lease: number }): Promise<boolean> {
  // A folder that has the name for itself alone; when it was made is told by the clock of the disk.
  const draft = await mkdtemp(join(claims, DRAFT));
  const { mtime } = await stat(draft);
  const holder: Holder = { format: 1, ...self, since: mtime.toISOString() };
  const written = join(draft, 'claim');
  try {
    await diskFiles.write(written, `${JSON.stringify(holder)}\n`);
    await diskFiles.flush(written);
    return await diskFiles.link(written, join(claims, file));
  } finally {
    await diskFiles.remove(draft);
  }
}

/** Returns when the holder is gone. @throws DiscoError `RESULTS_LOCKED` as soon as it is seen to live */
async function awaitEnd(file: string, folder: string, self: ProcessIdentity): Promise<void> {
  const first = await readClaim(file);
  if (first === undefined) return;
  const { holder } = first;
  const alive = holder && (await isAlive(holder, self));
  if (alive === true) throw locked(folder, holder);
  if (alive === false) return;
  const lease = holder?.lease ?? LEASE;
  // Looks are counted, not time, which passes while this process is halted itself.
  for (let look = 0; look <= LOOKS; look++) {
    await sleep(lease / LOOKS);
    const seen = await readClaim(file);
    if (seen === undefined) return;
    if (seen.beat !== first.beat) throw locked(folder, seen.holder);
  }
}

function locked(folder: string, holder: Holder | undefined): DiscoError {
  const who = holder ? `process ${holder.process} on host ${holder.host}` : 'a process';
  const since = holder ? ` since ${holder.since}` : '';
  const lease = (holder?.lease ?? LEASE) / 1000;
  const message =
    `${who} writes to ${folder}${since}; wait for its end, stop it, or name another folder; ` +
    `if it dies, the folder is free after ${lease} s at most`;
  return new DiscoError('RESULTS_LOCKED', message, { file: folder });
}
