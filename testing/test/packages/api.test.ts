import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { apiReport, readDeclarations } from './api-report.js';
import { publishedPackages, root } from './published-packages.js';

// Every change of a public API shows up in the diff of a file `api/ENTRY.api.md`. `npm run -s api -- --update` updates
// these files.
const entries = publishedPackages().flatMap(({ folder, entries: all }) =>
  all.map(([entry, { types }]) => ({
    folder,
    types,
    name: entry === '.' ? 'index' : entry.slice(2).replaceAll('/', '-'),
  })),
);

vi.setConfig({ testTimeout: 180_000 });

let output = '';
let declarations: ReturnType<typeof readDeclarations>;
beforeAll(async () => {
  output = await mkdtemp(join(tmpdir(), 'disco-api-'));
  declarations = readDeclarations(entries);
});
afterAll(() => rm(output, { recursive: true, force: true }));

it.each(entries)('the API of $folder, entry point $name, matches its file', async ({ folder, types, name }) => {
  const report = await apiReport({ folder, types, name }, declarations, join(output, folder));
  await expect(report).toMatchFileSnapshot(join(root, folder, 'api', `${name}.api.md`));
});

it('no file is left of a removed entry point', async () => {
  const expected = new Set(entries.map(({ folder, name }) => `${folder}/api/${name}.api.md`));
  const folders = [...new Set(entries.map(({ folder }) => `${folder}/api`))];
  // A missing file is handled by the test above, which writes it.
  const found = folders.map(async (folder) => {
    const files = await readdir(join(root, folder)).catch(() => []);
    return files.map((file) => `${folder}/${file}`);
  });
  expect((await Promise.all(found)).flat().filter((file) => !expected.has(file))).toEqual([]);
});
