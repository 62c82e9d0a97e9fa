import { posix } from 'node:path';
import type { PublicPackage } from '../api/public-entries.js';
import type { ReferencePage } from '../api/reference.js';

/** What a package exports, below its README: each entry with its pages in the reference. */
export function entriesOf({ entries }: PublicPackage, reference: readonly ReferencePage[]): string {
  if (entries.length === 0) return '';
  const rows = entries.map((entry) => {
    const links = reference
      .filter((page) => page.entry === entry)
      .map(({ url, topic }) => `[${topic ?? posix.basename(entry.specifier)}](../api/${url})`);
    return `| \`${entry.specifier}\` | ${links.join(' · ')} |`;
  });
  return ['', '## Entries', '', '| import from | reference |', '| --- | --- |', ...rows, ''].join('\n');
}

/** The first page of the reference: all entries, and the names on each of their pages. */
export function referenceIndex(packages: readonly PublicPackage[], reference: readonly ReferencePage[]): string {
  const sections = packages
    .filter(({ entries }) => entries.length > 0)
    .map(({ name, short, description, entries }) => {
      const lists = entries.flatMap((entry) =>
        reference
          .filter((page) => page.entry === entry && page.names.length > 0)
          .map(({ url, topic, names }) => {
            const title = topic === undefined ? `\`${entry.specifier}\`` : topic;
            const links = names.map((one) => `[${one.name}](./${url}#${one.anchor})`).join(' · ');
            return `**[${title}](./${url})** ${links}`;
          }),
      );
      return [`## [${name}](../packages/${short}.md) {#${short}}`, description, ...lists].join('\n\n');
    });
  const title = ['---', 'title: API reference', 'pageClass: reference-index', 'editLink: false', '---', ''];
  const intro =
    'All names that packages export, with what their comments say. The pages of the reference explain how they go together: ' +
    'begin with [the SDK](../reference/sdk.md).';
  return `${title.join('\n')}\n# API reference\n\n${intro}\n\n${sections.join('\n\n')}\n`;
}
