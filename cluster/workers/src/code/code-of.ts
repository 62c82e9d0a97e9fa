import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { DiscoError } from '@disco-engine/kernel';
import type { ModuleGraph, SourceFile } from './module-graph.js';

/**
 * Which code a model is: hashes by file, versions by package. Two that are equal calculate alike, as far as they calculate by what
 * they import by name.
 */
export type CodeVersions = Readonly<Record<string, string>>;

/** A class of a model. */
type AnyClass = abstract new (...args: never) => unknown;

/** By URL. A module is loaded once, and what its files become later is another matter. */
const graphs = new Map<string, Promise<ModuleGraph>>();

/**
 * Which code a module is, with all that it imports.
 *
 * @param url of a file; of anything else nothing is known
 * @throws DiscoError `MODEL_FAILED` where a file cannot be read
 */
export async function codeOf(url: string): Promise<CodeVersions> {
  if (!isFile(url)) return {};
  const { entry, ...graph } = await graphOf(url);
  return versionsOf({ ...graph, files: [entry, ...graph.files] });
}

/**
 * The same of an experiment, whose own file counts only where it defines one of the classes of the model: more replications and other
 * cases do not make another model.
 */
export async function modelCodeOf(url: string, classes: readonly AnyClass[]): Promise<CodeVersions> {
  if (!isFile(url)) return {};
  const { entry, ...graph } = await graphOf(url);
  const defines = classes.some((defined) => entry.code.includes(String(defined)));
  return versionsOf({ ...graph, files: defines ? [entry, ...graph.files] : graph.files });
}

/** A loader of modules, such as that of Vitest, may have what no file has. */
function isFile(url: string): boolean {
  return url.startsWith('file:') && existsSync(new URL(url));
}

function graphOf(url: string): Promise<ModuleGraph> {
  const known = graphs.get(url);
  if (known !== undefined) return known;
  const graph = readGraph(url).catch((cause: unknown) => {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new DiscoError('MODEL_FAILED', `what ${url} imports cannot be read: ${reason}`, {}, { cause });
  });
  graphs.set(url, graph);
  graph.catch(() => graphs.delete(url));
  return graph;
}

/** Most workers read no graph, and need not load what does. */
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

/** Line ends are those of the host, and mean nothing to JavaScript. */
function hashOf({ text }: SourceFile): string {
  return createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex').slice(0, 16);
}
