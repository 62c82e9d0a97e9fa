import { join } from 'node:path';
import { CLAIMS } from './claim.js';
import { ASIDE, DESCRIPTION, IDENTITY, OLD_LOCK } from './folder-names.js';
import type { ResultsFiles } from './results-files.js';

/**
 * Moves all results of a folder into a subfolder, `older-0001` or the next free name, which is itself a results folder. The description
 * and identity move last, so that a power failure leaves no results without them.
 *
 * @returns path of the subfolder
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

/** Reuses a subfolder that a power failure left half full, unless it already has a name that is to be moved. */
async function freeName(files: ResultsFiles, path: string, names: readonly string[]): Promise<string> {
  for (let number = 1; ; number++) {
    const name = `${ASIDE}${String(number).padStart(4, '0')}`;
    const has = await files.list(join(path, name));
    if (has === undefined || (!has.includes(DESCRIPTION) && !has.some((one) => names.includes(one)))) return name;
  }
}
