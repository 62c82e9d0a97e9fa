import { linkSync, readFileSync, readlinkSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { resolve } from 'node:path';
import { DiscoError } from '@disco-engine/kernel';
import * as v from 'valibot';
import { uniqueName } from './unique-name.js';

const HOLDER = v.object({
  process: v.number(),
  /** Start time of the process according to the operating system, because PIDs are reused. */
  started: v.string(),
  host: v.string(),
  /** Boot id and PID namespace, because elsewhere the PID identifies a different process. */
  realm: v.string(),
});

type Holder = v.InferOutput<typeof HOLDER>;

/**
 * The exclusive right of one run to write a file, kept in a lock file next to it that names the holder. A claim is void if its process has
 * ended, as far as this process can tell: on the same host and in the same container.
 *
 * @example
 * const claim = FileClaim.take('log.parquet');
 * try {
 *   await writeLog(parts, { path: 'log.parquet' });
 * } finally {
 *   claim.release();
 * }
 */
export class FileClaim {
  private constructor(private readonly lock: string) {}

  /** @throws DiscoError `LOG_IN_USE` naming the holder; errors of the file system */
  static take(file: string): FileClaim {
    const lock = `${resolve(file)}.lock`;
    for (;;) {
      if (create(lock)) return new FileClaim(lock);
      const text = textOf(lock);
      if (text === undefined) continue;
      const holder = parsed(text);
      if (holder === undefined || !isGone(holder)) throw inUse(file, lock, holder);
      removeStale(lock, text);
    }
  }

  release(): void {
    rmSync(this.lock, { force: true });
  }
}

/** Creates a lock file atomically, with its content. @returns false if there is one already */
function create(lock: string): boolean {
  const own = uniqueName(lock, 'new');
  writeFileSync(own, JSON.stringify(self()), { flag: 'wx' });
  try {
    linkSync(own, lock);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(own, { force: true });
  }
}

/** Removes a void claim, and restores it if another process has replaced it in the meantime. */
function removeStale(lock: string, text: string): void {
  const aside = uniqueName(lock, 'stale');
  try {
    renameSync(lock, aside);
    if (textOf(aside) !== text) linkSync(aside, lock);
  } catch (error) {
    if (!['ENOENT', 'EEXIST'].includes(codeOf(error))) throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

function inUse(file: string, lock: string, holder: Holder | undefined): DiscoError {
  const who =
    holder === undefined ? 'another run' : `process ${holder.process} on ${holder.host} (since ${sinceOf(lock)})`;
  const message = `${file} is being written by ${who}; wait until it ends, or choose another file; if it no longer exists, remove ${lock}`;
  return new DiscoError('LOG_IN_USE', message, { file });
}

/** When a claim was taken: its file is never modified afterwards. */
function sinceOf(lock: string): string {
  return statSync(lock, { throwIfNoEntry: false })?.mtime.toISOString() ?? 'just now';
}

function self(): Holder {
  const started = startOf(process.pid);
  return { process: process.pid, started, host: hostname(), realm: realm() };
}

function isGone({ process: pid, started, host, realm: place }: Holder): boolean {
  if (host !== hostname() || place !== realm()) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    // Any other error means that the process exists but belongs to another user.
    if (codeOf(error) === 'ESRCH') return true;
  }
  return startOf(pid) !== started;
}

/** The start time of a process on Linux; empty elsewhere, where the PID has to suffice. */
function startOf(pid: number): string {
  const text = textOf(`/proc/${pid}/stat`) ?? '';
  // The program name may contain any characters; it ends at the last parenthesis.
  return (
    text
      .slice(text.lastIndexOf(')') + 1)
      .trim()
      .split(' ')[19] ?? ''
  );
}

function realm(): string {
  try {
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return '';
  }
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function parsed(text: string): Holder | undefined {
  try {
    const { success, output } = v.safeParse(HOLDER, JSON.parse(text));
    return success ? output : undefined;
  } catch {
    return undefined;
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
