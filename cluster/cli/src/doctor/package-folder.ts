import { readFile, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** An installed package. */
export interface PackageFolder {
  readonly name: string;
  readonly version: string;
  /** Without symbolic links. */
  readonly path: string;
  readonly engines: string | undefined;
  /** The names of all packages that it needs, whether they are optional or not. */
  readonly needs: readonly string[];
}

interface Manifest {
  readonly name?: string;
  readonly version?: string;
  readonly engines?: { readonly node?: string };
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/** The package that a module in a folder gets by a name: as Node does it, the first one in `node_modules` of the folder and those above. */
export async function findPackage(name: string, from: string): Promise<PackageFolder | undefined> {
  for (let folder = from; ; folder = dirname(folder)) {
    const found = await readPackage(join(folder, 'node_modules', name));
    if (found !== undefined) return found;
    if (dirname(folder) === folder) return undefined;
  }
}

/** @param isOwn whether packages that only its development needs count */
export async function readPackage(path: string, isOwn = false): Promise<PackageFolder | undefined> {
  try {
    const manifest = JSON.parse(await readFile(join(path, 'package.json'), 'utf8')) as Manifest;
    const { name = '', version = '', engines, dependencies = {}, devDependencies = {} } = manifest;
    const needs = Object.keys(isOwn ? { ...devDependencies, ...dependencies } : dependencies);
    return { name, version, path: await realpath(path), engines: engines?.node, needs };
  } catch {
    return undefined;
  }
}
