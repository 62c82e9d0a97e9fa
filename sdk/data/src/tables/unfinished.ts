import { readdir, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';

const ENDING = '.partial';

/** Where a process writes what gets the name of the target when it is whole: beside it, with the process in its name. */
export function unfinishedName(target: string): string {
  return join(dirname(target), `${prefixOf(target)}${process.pid}${ENDING}`);
}

/** Removes what processes of this machine have left that were ended before they were done with the same target. */
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
    // It is there, and belongs to somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
