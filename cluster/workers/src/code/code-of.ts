import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { DiscoError } from '@disco-engine/kernel';
import type { ModuleGraph, SourceFile } from './module-graph.js';

/**
 * Identifies the code of a model: hashes by file, versions by package. Two models with equal versions compute the same,
 * as far as their code comes from imports with literal names.
 */
export type CodeVersions = Readonly<Record<string, string>>;

/** A class of a model. */
type AnyClass = abstract new (...args: never) => unknown;

/** By URL. A module is loaded only once, so later changes to its files do not matter. */
const graphs = new Map<string, Promise<ModuleGraph>>();

/**
 * Identifies the code of a module and everything it imports.
 *
 * @param url URL of a file; for any other URL the result is empty
 * @throws DiscoError `MODEL_FAILED` if a file cannot be read
 */
export async function codeOf(url: string): Promise<CodeVersions> {
  if (!isFile(url)) return {};
  const { entry, ...graph } = await graphOf(url);
  return versionsOf({ ...graph, files: [entry, ...graph.files] });
}

/**
 * The same for an experiment, whose own file counts only if it defines one of the model's classes: more replications or
 * other cases do not make a different model.
 */
export async function modelCodeOf(url: string, classes: readonly AnyClass[]): Promise<CodeVersions> {
  if (!isFile(url)) return {};
  const { entry, ...graph } = await graphOf(url);
  const defines = classes.some((defined) => entry.code.includes(String(defined)));
  return versionsOf({ ...graph, files: defines ? [entry, ...graph.files] : graph.files });
}

/**
 * Names of the files that an experiment imports, but that neither define one of the model's classes nor are imported by files that do:
 * its responses, for example, if they have files of their own. `modelCodeOf` identifies them as well. Empty if no file defines a class.
 */
export async function filesBesideModel(url: string, classes: readonly AnyClass[]): Promise<readonly string[]> {
  if (!isFile(url)) return [];
  const { entry, files } = await graphOf(url);
  const byUrl = new Map([entry, ...files].map((file) => [file.url, file]));
  const waiting = [entry, ...files].filter((file) => classes.some((defined) => file.code.includes(String(defined))));
  if (waiting.length === 0) return [];
  const ofModel = new Set<string>();
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (ofModel.has(next.url)) continue;
    ofModel.add(next.url);
    waiting.push(...next.imports.flatMap((one) => byUrl.get(one) ?? []));
  }
  return files.filter((file) => !ofModel.has(file.url)).map(({ name }) => name);
}

/** A module loader, such as that of Vitest, may have modules that are not files. */
function isFile(url: string): boolean {
  return url.startsWith('file:') && existsSync(new URL(url));
}

function graphOf(url: string): Promise<ModuleGraph> {
  const known = graphs.get(url);
  if (known !== undefined) return known;
  const graph = readGraph(url).catch((cause: unknown) => {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new DiscoError('MODEL_FAILED', `cannot read what ${url} imports: ${reason}`, {}, { cause });
  });
  graphs.set(url, graph);
  graph.catch(() => graphs.delete(url));
  return graph;
}

/** Most workers never read a graph, so they need not load the code that does. */
async function readGraph(url: string): Promise<ModuleGraph> {
  const { moduleGraph } = await import('./module-graph.js');
  return moduleGraph(url);
}

function versionsOf({ files, packages, missing }: Omit<ModuleGraph, 'entry'>): CodeVersions {
  const versions = [
    ...files.map((file) => [file.name, hashOf(file)] as const),
    ...packages,
    ...[...missing].map((specifier) => [specifier, 'not found'] as const),
  ];
  return Object.fromEntries(versions.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Line ends depend on the host, and mean nothing to JavaScript. */
function hashOf({ text }: SourceFile): string {
  return createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex').slice(0, 16);
}
