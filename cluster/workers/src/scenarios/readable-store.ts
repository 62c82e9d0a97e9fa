import { realpath } from 'node:fs/promises';
import { isAbsolute, relative, sep } from 'node:path';
import { isDatabase, shownStore } from './shown-store.js';

/**
 * The store that a worker opens for a launcher that names it, with the worker's own user and password if it is a
 * database.
 *
 * @param store as `shownStore` gives it
 * @param allowed folders, with everything below them, and URLs of databases
 * @returns undefined if the worker may not open it
 */
export async function readableStore(store: string, allowed: readonly string[]): Promise<string | undefined> {
  if (isDatabase(store)) return allowed.find((place) => isSameDatabase(place, store));
  if (!isAbsolute(store)) return undefined;
  try {
    // A link could lead out of the folder.
    const file = await realpath(store);
    for (const folder of allowed.filter((place) => !isDatabase(place)))
      if (isBelow(await realpath(folder), file)) return file;
  } catch {
    // There is no such file or folder.
  }
  return undefined;
}

/** Which database an unclear URL names cannot be told. */
function isSameDatabase(place: string, store: string): boolean {
  const shown = shownStore(place);
  return isDatabase(place) && shown !== 'postgres://…' && shown === shownStore(store);
}

function isBelow(folder: string, file: string): boolean {
  const path = relative(folder, file);
  return path !== '' && path.split(sep)[0] !== '..' && !isAbsolute(path);
}
