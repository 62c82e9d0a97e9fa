import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from './snippets/snippet-pages.js';

/** Paths from the root of the repository that a page names as code. */
async function pathsOf(page: string): Promise<string[]> {
  const text = await readFile(join(root, page), 'utf8');
  return [...text.matchAll(/`((?:kernel|sdk|transports|cluster|testing|docs|examples)\/[\w./-]*)`/g)].map(
    ([, path = '']) => path,
  );
}

it('every file and folder on the map of the code is there', async () => {
  const paths = await pathsOf('docs/development/map.md');
  expect(paths.length).toBeGreaterThan(40);
  const missing = await Promise.all(
    paths.map((path) =>
      access(join(root, path)).then(
        () => [],
        () => [path],
      ),
    ),
  );
  expect(missing.flat()).toEqual([]);
});
