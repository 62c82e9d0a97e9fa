import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as v from 'valibot';

/** The package that a file belongs to. */
export interface Package {
  readonly folder: string;
  readonly name: string;
  readonly version: string;
}

const MANIFEST = v.object({ name: v.string(), version: v.optional(v.string(), '') });

/** The nearest folder above a file whose `package.json` names a package; undefined if there is none. */
export async function packageOf(file: string): Promise<Package | undefined> {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    const manifest = await manifestIn(folder);
    if (manifest !== undefined) return { folder, ...manifest };
    if (folder === dirname(folder)) return undefined;
  }
}

async function manifestIn(folder: string): Promise<v.InferOutput<typeof MANIFEST> | undefined> {
  try {
    const { success, output } = v.safeParse(MANIFEST, JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')));
    return success ? output : undefined;
  } catch {
    return undefined;
  }
}
