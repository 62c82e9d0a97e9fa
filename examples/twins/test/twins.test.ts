import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { firstDifference, runTwin, type TwinCase } from '../src/index.js';

const data = fileURLToPath(new URL('../data/', import.meta.url));
const files = (await readdir(data)).filter((name) => name.endsWith('.json'));

test.each(files)('the twin of %s has the same trace as on SimPy, ties included', async (file) => {
  const { cases } = JSON.parse(await readFile(join(data, file), 'utf8')) as { cases: TwinCase[] };
  expect(cases.length).toBeGreaterThan(1);
  for (const one of cases) expect(firstDifference(one.trace, await runTwin(one))).toBeUndefined();
});
