import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../folders.js';

/** An entry that programs import: `@disco-engine/sdk/observe`. */
export interface PublicEntry {
  /** What an import names. */
  readonly specifier: string;
  /** Path of its page below `api`, without an ending: `sdk/observe`. */
  readonly path: string;
  /** Absolute path of its source. */
  readonly source: string;
}

/** A package that is published, with its entries; the command has none. */
export interface PublicPackage {
  readonly name: string;
  /** The name without its scope: `sdk`. */
  readonly short: string;
  readonly description: string;
  /** Where its sources are on the web. */
  readonly repository: string;
  /** Relative to the root of the repository. */
  readonly folder: string;
  readonly entries: readonly PublicEntry[];
}

interface Manifest {
  readonly name: string;
  readonly description: string;
  readonly private?: boolean;
  readonly repository?: { readonly url: string };
  readonly exports?: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
}

/** All published packages, in the order in which `sidebar.json` names them. */
export function publicPackages(order: readonly string[]): PublicPackage[] {
  const found = packageFolders().flatMap((folder) => publicPackage(folder) ?? []);
  const place = ({ short }: PublicPackage): number => (order.includes(short) ? order.indexOf(short) : order.length);
  return found.sort((a, b) => place(a) - place(b));
}

function packageFolders(): string[] {
  const { workspaces } = readManifest('.') as unknown as { workspaces: readonly string[] };
  return workspaces.flatMap((pattern) => {
    if (!pattern.endsWith('/*')) return [pattern];
    const parent = pattern.slice(0, -2);
    return readdirSync(join(root, parent)).map((name) => `${parent}/${name}`);
  });
}

function publicPackage(folder: string): PublicPackage | undefined {
  if (!existsSync(join(root, folder, 'package.json'))) return undefined;
  const { name, description, private: isPrivate, repository, exports = {} } = readManifest(folder);
  if (isPrivate === true || repository === undefined) return undefined;
  const short = name.slice(name.indexOf('/') + 1);
  const entries = Object.entries(exports).flatMap(([key, conditions]) => {
    const source = typeof conditions === 'string' ? undefined : conditions['@disco-engine/source'];
    if (source === undefined) return [];
    const rest = key.slice(2);
    const path = `${short}/${rest === '' ? 'index' : rest}`;
    return [{ specifier: rest === '' ? name : `${name}/${rest}`, path, source: join(root, folder, source) }];
  });
  return { name, short, description, repository: repository.url.replace(/^git\+|\.git$/g, ''), folder, entries };
}

function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as Manifest;
}
