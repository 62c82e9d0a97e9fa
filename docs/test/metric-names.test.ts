import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from './snippets/snippet-pages.js';

it('docs/guides/watching.md lists exactly the metrics that commands serve', async () => {
  const served = new Set<string>();
  const folder = join(root, 'cluster/cli/src');
  for (const file of await readdir(folder, { recursive: true })) {
    if (!file.endsWith('.ts')) continue;
    const source = await readFile(join(folder, file), 'utf8');
    for (const [, name = ''] of source.matchAll(/'((?:disco|process)_[a-z_]+)'/g)) served.add(name);
  }
  const page = await readFile(join(root, 'docs/guides/watching.md'), 'utf8');
  const rows = page.split('\n').filter((line) => line.startsWith('| `disco_') || line.startsWith('| `process_'));
  const listed = rows.flatMap((row) =>
    Array.from(row.split('|')[1]?.matchAll(/`(\w+)`/g) ?? [], ([, name = '']) => name),
  );
  expect(listed.length).toBeGreaterThan(30);
  expect(listed.sort()).toEqual([...served].sort());
});
