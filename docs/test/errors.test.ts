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
  'cluster/cli/src',
  'testing/src',
];

it('docs/errors.md lists exactly the codes that the packages have', async () => {
  const used = new Set((await Promise.all(packages.map(codesIn))).flat());
  const page = await readFile(join(root, 'docs/errors.md'), 'utf8');
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
