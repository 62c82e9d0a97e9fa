import { join } from 'node:path';
import { CLAIMS } from './claim.js';
import { ASIDE, DESCRIPTION, IDENTITY, OLD_LOCK } from './folder-names.js';
import type { ResultsFiles } from './results-files.js';

/**
 * Moves all results of a folder into one inside it, `older-0001` or the next that is free, which is a results folder of its own. What says
 * of what they are goes last, so that a loss of power leaves no results without it.
 *
 * @returns its path
 */
export async function moveAside(files: ResultsFiles, path: string): Promise<string> {
  const names = (await files.list(path)) ?? [];
  const aside = join(path, await freeName(files, path, names));
  await files.makeFolder(aside);
  const last = [IDENTITY, DESCRIPTION];
  const moved = names.filter((name) => ![CLAIMS, OLD_LOCK, ...last].includes(name) && !name.startsWith(ASIDE));
  for (const name of [...moved, ...last.filter((one) => names.includes(one))]) {
    await files.rename(join(path, name), join(aside, name));
    await files.flush(aside);
    await files.flush(path);
  }
  return aside;
}

/** One that a loss of power has left half full goes on, where it has no name that is to be moved. */
async function freeName(files: ResultsFiles, path: string, names: readonly string[]): Promise<string> {
  for (let number = 1; ; number++) {
    const name = `${ASIDE}${String(number).padStart(4, '0')}`;
    const has = await files.list(join(path, name));
    if (has === undefined || (!has.includes(DESCRIPTION) && !has.some((one) => names.includes(one)))) return name;
  }
}
