import { readFile } from 'node:fs/promises';
import { relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { importsOf, type Import } from './imports-of.js';
import { packageOf, type Package } from './package-of.js';

/** The files and packages that make up a module. */
export interface ModuleGraph {
  /** The file of the module itself. */
  readonly entry: SourceFile;
  /** Its transitive imports that do not belong to an installed package. */
  readonly files: readonly SourceFile[];
  /** Versions of installed packages, by name; several versions are joined by commas. */
  readonly packages: ReadonlyMap<string, string>;
  /** Imports that cannot be resolved, as written in the source. */
  readonly missing: ReadonlySet<string>;
}

export interface SourceFile {
  /**
   * Relative to the folder of the entry, or the name of a linked package and the path inside it; with forward slashes.
   */
  readonly name: string;
  /** The file as it is on disk. */
  readonly text: string;
  /** The code that runs: the same text, or JavaScript compiled from TypeScript. */
  readonly code: string;
  readonly url: string;
  /** URLs of what it imports. */
  readonly imports: readonly string[];
}

/**
 * Follows a module's imports down to installed packages. Linked packages, as in a workspace, count as files, except for
 * those of the engine. What an installed package imports is determined by its version.
 *
 * @param url URL of a file
 */
export async function moduleGraph(url: string): Promise<ModuleGraph> {
  const home = fileURLToPath(new URL('.', url));
  const own = await packageOf(fileURLToPath(url));
  const entry = await sourceFile(url, home, own);
  const files: SourceFile[] = [];
  const versions = new Map<string, Set<string>>();
  const missing = new Set<string>();
  const seen = new Set([url]);
  const waiting = [...entry.links];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next.url === undefined) missing.add(next.specifier);
    if (next.url?.startsWith('file:') !== true || seen.has(next.url)) continue;
    seen.add(next.url);
    const installed = await installedPackage(next, next.url);
    if (installed !== undefined) {
      const known = versions.get(installed.name) ?? new Set();
      versions.set(installed.name, known.add(installed.version));
      continue;
    }
    const file = await sourceFile(next.url, home, own);
    files.push(file);
    waiting.push(...file.links);
  }
  const packages = new Map([...versions].map(([name, known]) => [name, [...known].sort().join(', ')]));
  return { entry, files, packages, missing };
}

/** The package that an import by package name leads to, if it is installed or belongs to the engine. */
async function installedPackage({ specifier }: Import, url: string): Promise<Package | undefined> {
  if (/^\.|^#|^file:/.test(specifier)) return undefined;
  const file = fileURLToPath(url);
  const found = await packageOf(file);
  const isInstalled = file.includes(`${sep}node_modules${sep}`) || found?.name.startsWith('@disco-engine/') === true;
  return isInstalled ? found : undefined;
}

async function sourceFile(
  url: string,
  home: string,
  own: Package | undefined,
): Promise<SourceFile & { readonly links: readonly Import[] }> {
  const file = fileURLToPath(url);
  const text = await readFile(file, 'utf8');
  const found = await packageOf(file);
  const linked = found?.folder === own?.folder ? undefined : found;
  const path = relative(linked?.folder ?? home, file).replaceAll(sep, '/');
  const name = linked === undefined ? path : `${linked.name}/${path}`;
  const code = await javaScriptOf(file, text);
  const links = /\.[cm]?[jt]s$/.test(url) ? await importsOf(url, code) : [];
  return { name, text, code, url, links, imports: links.flatMap((one) => one.url ?? []) };
}

async function javaScriptOf(file: string, text: string): Promise<string> {
  if (!/\.[cm]?ts$/.test(file)) return text;
  const { compileTypeScript } = await import('../modules/compile-typescript.js');
  return (await compileTypeScript(file, text)).code;
}
