import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the repository. */
export const root = fileURLToPath(new URL('../../..', import.meta.url));

/** An entry of `exports`. */
export interface Entry {
  readonly '@disco-engine/source': string;
  readonly types: string;
  readonly default: string;
}

/** The parts of a `package.json` that the tests use. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly license?: string;
  readonly homepage?: string;
  readonly bugs?: string;
  readonly repository?: { readonly url: string; readonly directory: string };
  readonly keywords?: readonly string[];
  readonly exports: Readonly<Record<string, Entry | string>>;
}

/** A package that is published. */
export interface PublishedPackage {
  /** Directory below the root, with forward slashes. */
  readonly folder: string;
  readonly manifest: Manifest;
  /** Entry points with code, by their name in `exports`, such as `./extensions`. */
  readonly entries: readonly (readonly [name: string, entry: Entry])[];
}

function manifestOf(folder: string): Manifest {
  return JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as Manifest;
}

/** All packages that are published: the workspaces that are not private. */
export function publishedPackages(): readonly PublishedPackage[] {
  const { workspaces } = manifestOf('.') as unknown as { readonly workspaces: readonly string[] };
  const folders = workspaces.flatMap((pattern) => {
    if (!pattern.endsWith('/*')) return [pattern];
    const parent = pattern.slice(0, -'/*'.length);
    return readdirSync(join(root, parent)).map((name) => `${parent}/${name}`);
  });
  return folders.sort().flatMap((folder) => {
    const manifest = manifestOf(folder);
    if (manifest.private === true) return [];
    const entries = Object.entries(manifest.exports).filter(
      (pair): pair is [string, Entry] => typeof pair[1] === 'object',
    );
    return [{ folder, manifest, entries }];
  });
}
