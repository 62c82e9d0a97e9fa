import { readdir, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';

const ENDING = '.partial';

/** The temporary name for an unfinished target: next to it, with the PID in its name. */
export function unfinishedName(target: string): string {
  return join(dirname(target), `${prefixOf(target)}${process.pid}${ENDING}`);
}

/** Removes leftovers for the same target from processes of this machine that were interrupted. */
export async function removeUnfinished(target: string): Promise<void> {
  const folder = dirname(target);
  const prefix = prefixOf(target);
  for (const name of await readdir(folder).catch((): string[] => [])) {
    if (!name.startsWith(prefix) || !name.endsWith(ENDING)) continue;
    const owner = Number(name.slice(prefix.length, -ENDING.length));
    if (Number.isSafeInteger(owner) && owner > 0 && owner !== process.pid && !isAlive(owner))
      await rm(join(folder, name), { recursive: true, force: true });
  }
}

function prefixOf(target: string): string {
  return `.${basename(target)}.${hostname()}-`;
}

function isAlive(owner: number): boolean {
  try {
    return process.kill(owner, 0);
  } catch (error) {
    // With EPERM, the process exists but belongs to another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
