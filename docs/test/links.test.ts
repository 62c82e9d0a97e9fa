import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import MarkdownIt from 'markdown-it';
import { expect, it } from 'vitest';
import { documentationPages, root } from './snippets/snippet-pages.js';

const markdown = new MarkdownIt();

interface Page {
  readonly links: readonly string[];
  /** Of its headings, as GitHub names them. */
  readonly anchors: ReadonlySet<string>;
}

function pageOf(text: string): Page {
  const tokens = markdown.parse(text, {});
  const links = tokens.flatMap(({ children }) => (children ?? []).map((child) => child.attrGet('href')));
  const headings = tokens.flatMap(({ type }, at) => (type === 'heading_open' ? [tokens[at + 1]?.content ?? ''] : []));
  return {
    links: links.flatMap((link) => (link === null ? [] : [String(link)])),
    anchors: new Set(headings.map(anchorOf)),
  };
}

function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(' ', '-');
}

it('every link leads to a file and a heading that exist', async () => {
  const pages = new Map<string, Page>();
  for (const name of await documentationPages()) pages.set(name, pageOf(await readFile(join(root, name), 'utf8')));
  const broken: string[] = [];
  let checked = 0;
  for (const [name, { links }] of pages) {
    for (const link of links.filter((target) => !/^[a-z]+:/.test(target))) {
      const [file = '', anchor] = link.split('#');
      const target = file === '' ? name : relative(root, resolve(root, dirname(name), file));
      const isThere = existsSync(join(root, target));
      const page = pages.get(target);
      if (!isThere || (anchor !== undefined && page?.anchors.has(anchor) !== true)) broken.push(`${name}: ${link}`);
      checked += 1;
    }
  }
  expect(broken).toEqual([]);
  expect(checked).toBeGreaterThan(100);
});
