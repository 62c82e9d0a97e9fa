import type { PublicEntry } from './public-entries.js';

/** What stands above the names on a page of the reference. */
export function pageHeader(entry: PublicEntry, topic: string | undefined, hasNames: boolean): string {
  const title = topic === undefined ? entry.specifier : `${entry.specifier}: ${topic}`;
  const use = hasNames ? `import { … } from '${entry.specifier}';` : `import '${entry.specifier}';`;
  return [
    '---',
    `title: '${title}'`,
    'pageClass: reference',
    'editLink: false',
    '---',
    '',
    `# ${title}`,
    '',
    '```ts',
    use,
    '```',
    '',
    '',
  ].join('\n');
}
