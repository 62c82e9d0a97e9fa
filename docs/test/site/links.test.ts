import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { lostLinks } from '../../site/src/built-links.js';
import { withLinks } from '../../site/src/pages/links.js';
import { sidebarOf } from '../../site/src/pages/sidebar.js';

const repository = 'https://github.com/disco-engine/disco-engine';
const targets = {
  repository,
  pages: new Map([
    ['docs/guides/queues.md', 'guides/queues.md'],
    ['docs/reference/kernel.md', 'reference/kernel.md'],
    ['kernel/README.md', 'packages/kernel.md'],
    ['examples/twins/README.md', 'examples/twins.md'],
  ]),
};
const led = (file: string, link: string) => withLinks(file, `see [it](${link}).`, targets);

it.each([
  ['docs/guides/queues.md', '../reference/kernel.md#streams', '../reference/kernel.md#streams'],
  ['docs/guides/queues.md', '#patience', '#patience'],
  ['docs/guides/queues.md', '../../examples/twins', '../examples/twins.md'],
  ['docs/guides/queues.md', '../../kernel/src/index.ts', `${repository}/blob/main/kernel/src/index.ts`],
  ['docs/guides/queues.md', '../../examples/processes/src', `${repository}/tree/main/examples/processes/src`],
  ['kernel/README.md', `${repository}/blob/main/docs/reference/kernel.md`, '../reference/kernel.md'],
  ['kernel/README.md', 'https://example.org/docs', 'https://example.org/docs'],
])('a link of %s to %s leads to %s', (file, link, expected) => {
  expect(led(file, link)).toMatchObject({ text: `see [it](${expected}).`, problems: [] });
});

it('a link to a file that is not there is a problem, with its line', () => {
  const text = [
    '# Queues',
    '',
    '```ts',
    '// [code](nowhere.md)',
    '```',
    '[a](nowhere.md)',
    `[b](${repository}/blob/main/no.md)`,
  ];
  expect(withLinks('docs/guides/queues.md', text.join('\n'), targets).problems).toEqual([
    `docs/guides/queues.md:6: there is no file 'docs/guides/nowhere.md'`,
    `docs/guides/queues.md:7: there is no file 'no.md'`,
  ]);
});

it('a link of a built page to a file or an anchor that is not there is lost', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'site-'));
  try {
    await mkdir(join(folder, 'guides'));
    const links = [
      '#here',
      '#gone',
      '/guides/queues.html#patience',
      './guides/queues.html#gone',
      './guides/queues',
      'https://example.org/#x',
    ];
    const anchors = links.map((link) => `<a href="${link}">it</a>`).join('');
    await writeFile(join(folder, 'index.html'), `<h1 id="here">x</h1>${anchors}`);
    await writeFile(join(folder, 'guides/queues.html'), `<h2 id="patience">x</h2><a href="../index.html#here">up</a>`);
    expect(await lostLinks(folder, ['guides/queues.md#patience', 'guides/queues.md#lost'])).toEqual([
      'index.html links to index.html#gone, which is not there',
      'index.html links to guides/queues.html#gone, which is not there',
      'index.html links to guides/queues, which is not there',
      'a README links to guides/queues.html#lost, which is not there',
    ]);
  } finally {
    await rm(folder, { recursive: true });
  }
});

it('the sidebar has the named pages first, then the others by title, and refuses what it does not know', () => {
  const titles = new Map([
    ['guides/a.md', 'Zoo'],
    ['guides/b.md', 'Ants'],
    ['guides/c.md', 'Bees'],
  ]);
  const [section] = sidebarOf(titles, [{ folder: 'guides', title: 'Guides', pages: ['c'] }]);
  expect(section?.items?.map(({ text, link }) => `${text} ${link}`)).toEqual([
    'Bees /guides/c',
    'Ants /guides/b',
    'Zoo /guides/a',
  ]);
  expect(() => sidebarOf(titles, [{ folder: 'tutorial', title: 'Learn', pages: ['none'] }])).toThrow(
    'sidebar.json: there is no page tutorial/none.md; there is no section for guides',
  );
});
