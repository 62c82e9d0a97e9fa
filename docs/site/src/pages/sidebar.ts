import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { site } from '../folders.js';

/** An entry of the sidebar, as VitePress takes it. */
export interface SidebarItem {
  readonly text: string;
  readonly link?: string;
  readonly collapsed?: boolean;
  readonly items?: readonly SidebarItem[];
}

interface Section {
  readonly folder: string;
  readonly title: string;
  readonly pages: readonly string[];
  /** Whether its pages are hidden until the reader opens it. */
  readonly collapsed?: boolean;
}

/** The order of folders and of the pages that come first in each, from `sidebar.json`. */
export function sidebarOrder(): readonly Section[] {
  const text = readFileSync(join(site, 'sidebar.json'), 'utf8');
  return (JSON.parse(text) as { readonly sections: readonly Section[] }).sections;
}

/**
 * The sidebar of all pages, each by its title: those that `sidebar.json` names, then the others by title.
 *
 * @param titles by path on the site, as in `guides/queues.md`
 * @throws Error for a page that the file names and nobody has written, and for a folder that it does not name
 */
export function sidebarOf(titles: ReadonlyMap<string, string>, order: readonly Section[]): SidebarItem[] {
  const problems = order.flatMap(({ folder, pages }) =>
    pages.filter((page) => !titles.has(`${folder}/${page}.md`)).map((page) => `there is no page ${folder}/${page}.md`),
  );
  const known = new Set(order.map(({ folder }) => folder));
  const folders = new Set(
    [...titles.keys()].filter((page) => page.includes('/')).map((page) => page.split('/')[0] ?? ''),
  );
  problems.push(
    ...[...folders].filter((folder) => !known.has(folder)).map((folder) => `there is no section for ${folder}`),
  );
  if (problems.length > 0) throw new Error(`sidebar.json: ${problems.join('; ')}`);
  return order.map(({ folder, title, pages, collapsed = false }) => {
    const named = pages.map((page) => `${folder}/${page}.md`);
    const others = [...titles.keys()].filter((page) => page.startsWith(`${folder}/`) && !named.includes(page));
    others.sort((a, b) => compare(titles.get(a) ?? '', titles.get(b) ?? ''));
    const items = [...named, ...others].map((page) => ({
      text: titles.get(page) ?? page,
      link: `/${page.replace(/\.md$/, '')}`,
    }));
    return { text: title, collapsed, items };
  });
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
