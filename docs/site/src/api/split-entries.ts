import { dirname, relative } from 'node:path';
import { type ContainerReflection, DeclarationReflection, type ProjectReflection, ReflectionKind } from 'typedoc';
import type { PublicEntry } from './public-entries.js';

/** An entry with more names than this is split into a page for each folder of its sources. */
const MOST_NAMES = 40;

/** A module that gets a page. */
export interface SplitPage {
  readonly entry: PublicEntry;
  /** The folder of the sources whose names it has; undefined where it has what no folder has. */
  readonly topic: string | undefined;
  readonly module: DeclarationReflection;
}

/** Names the modules of typedoc by their pages, and splits those that are too long for one; returns the pages in order. */
export function splitEntries(project: ProjectReflection, entries: readonly PublicEntry[]): SplitPage[] {
  const modules = new Map(project.children?.map((module) => [sourceOf(module), module]));
  return entries.flatMap((entry) => {
    const module = modules.get(entry.source);
    if (module === undefined) throw new Error(`typedoc has made no module of ${entry.source}`);
    module.name = entry.path;
    const pages: SplitPage[] = [{ entry, topic: undefined, module }];
    const names = [...(module.children ?? [])];
    if (names.length <= MOST_NAMES) return pages;
    const topics = new Map<string, DeclarationReflection[]>();
    for (const child of names) {
      const topic = topicOf(child, entry);
      if (topic !== undefined) topics.set(topic, [...(topics.get(topic) ?? []), child]);
    }
    for (const [topic, children] of [...topics].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const path = `${dirname(entry.path)}/${topic}`;
      if (entries.some((other) => other.path === path))
        throw new Error(`two pages of the reference are called ${path}`);
      const page = new DeclarationReflection(path, ReflectionKind.Module, project);
      project.registerReflection(page, undefined, undefined);
      project.addChild(page);
      for (const child of children) move(child, module, page);
      pages.push({ entry, topic: topic.replaceAll('-', ' '), module: page });
    }
    return pages;
  });
}

function sourceOf(module: DeclarationReflection): string | undefined {
  return module.sources?.[0]?.fullFileName;
}

/** The folder in which a name is declared; undefined where that is the folder of the entry, or another package. */
function topicOf(child: DeclarationReflection, { source }: PublicEntry): string | undefined {
  const file = child.isReference() ? undefined : child.sources?.[0]?.fullFileName;
  if (file === undefined) return undefined;
  const [topic = '', ...rest] = relative(dirname(source), file).split('/');
  return topic === '..' || rest.length === 0 ? undefined : topic;
}

function move(child: DeclarationReflection, from: ContainerReflection, to: ContainerReflection): void {
  from.removeChild(child);
  child.parent = to;
  to.addChild(child);
}
