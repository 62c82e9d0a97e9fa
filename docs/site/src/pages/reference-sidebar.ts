import { posix } from 'node:path';
import type { PublicPackage } from '../api/public-entries.js';
import type { ReferencePage } from '../api/reference.js';
import type { SidebarItem } from './sidebar.js';

/** The sidebar of the reference: a group for each package, and in it its entries and their topics. */
export function referenceSidebar(
  packages: readonly PublicPackage[],
  reference: readonly ReferencePage[],
): SidebarItem[] {
  const groups = packages
    .filter(({ entries }) => entries.length > 0)
    .map(({ short, entries }) => ({
      text: short,
      collapsed: short !== 'sdk',
      items: entries.flatMap((entry) =>
        reference
          .filter((page) => page.entry === entry)
          .map(({ url, topic }) => ({ text: topic ?? textOf(entry.specifier, short), link: `/api/${linkOf(url)}` })),
      ),
    }));
  return [{ text: 'All names', link: '/api/' }, ...groups];
}

function textOf(specifier: string, short: string): string {
  const last = posix.basename(specifier);
  return last === short ? specifier : `…/${last}`;
}

function linkOf(url: string): string {
  return url.replace(/(^|(?<=\/))index\.md$|\.md$/, '');
}
