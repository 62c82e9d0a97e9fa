import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Every code is a string literal of this form, and nothing else in the sources is. */
const CODE = /'([A-Z]+(?:_[A-Z]+)+)'/g;

async function codesIn(folder: string): Promise<string[]> {
  const files = (await readdir(join(root, folder), { recursive: true })).filter(
    (file) => file.endsWith('.ts') && !file.endsWith('error-codes.ts'),
  );
  const sources = await Promise.all(files.map((file) => readFile(join(root, folder, file), 'utf8')));
  return sources.flatMap((source) => Array.from(source.matchAll(CODE), ([, code = '']) => code));
}

const packages = [
  'kernel/src',
  'sdk/model/src',
  'sdk/statistics/src',
  'sdk/partitioner/src',
  'sdk/data/src',
  'sdk/experiments/src',
  'sdk/report/src',
  'transports/src',
  'cluster/workers/src',
  'cluster/coordinator/src',
  'cluster/cli/src',
  'testing/src',
];

it('docs/reference/errors.md lists exactly the codes that the packages have', async () => {
  const used = new Set((await Promise.all(packages.map(codesIn))).flat());
  const page = await readFile(join(root, 'docs/reference/errors.md'), 'utf8');
  const listed = Array.from(page.matchAll(/^\| `([A-Z_]+)`/gm), ([, code = '']) => code);
  expect(listed.sort()).toEqual([...used].sort());
});

it('the union of all codes has exactly the codes that the packages have, each once', async () => {
  const used = new Set((await Promise.all(packages.map(codesIn))).flat());
  const source = await readFile(join(root, 'kernel/src/error-codes.ts'), 'utf8');
  const listed = Array.from(source.matchAll(/^ {2}\| '([A-Z_]+)'/gm), ([, code = '']) => code);
  expect(listed.sort()).toEqual([...used].sort());
});

it('a code names the thing first', async () => {
  const used = new Set((await Promise.all(packages.map(codesIn))).flat());
  const wrong = /^(UNKNOWN|INVALID|DUPLICATE|EMPTY|MISSING|NOT|NO|FORBIDDEN|MIXED|UNEXPECTED|TOO|BAD)_/;
  expect([...used].filter((code) => wrong.test(code))).toEqual([]);
});

/** Where the tests of the packages lie, and of the examples. */
async function testFolders(): Promise<string[]> {
  const groups = await Promise.all(
    ['sdk', 'cluster', 'examples'].map(async (group) =>
      (await readdir(join(root, group), { withFileTypes: true }))
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => `${group}/${name}`),
    ),
  );
  const folders = ['kernel', 'transports', 'testing', ...groups.flat()];
  return folders.map((folder) => `${folder}/test`).filter((folder) => existsSync(join(root, folder)));
}

it('each code is named by a test', async () => {
  const named = new Set<string>();
  for (const folder of await testFolders()) {
    const files = await readdir(join(root, folder), { recursive: true });
    for (const file of files.filter((name) => /\.[cm]?tsx?$/.test(name) && !name.includes('node_modules')))
      for (const [code] of (await readFile(join(root, folder, file), 'utf8')).matchAll(/[A-Z]+(?:_[A-Z]+)+/g))
        named.add(code);
  }
  const used = new Set((await Promise.all(packages.map(codesIn))).flat());
  expect([...used].filter((code) => !named.has(code)).sort()).toEqual([]);
});
