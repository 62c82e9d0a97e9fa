import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { bundle, gzipSizes } from './bundle.js';

const MOST_BYTES = 86_000;

it('a page with a small model is small, and needs no shim', async () => {
  const page = await bundle('page/corner-shop.ts');
  expect(page.warnings).toEqual([]);
  expect(page.modules.filter((file) => /browser-external|node:|jstat/.test(file))).toEqual([]);
  const { atOnce, all } = gzipSizes(page);
  const kilobytes = [atOnce, all].map((bytes) => (bytes / 1000).toFixed(1));
  process.stderr.write(`the bundle of a small model, compressed: ${kilobytes.join(' kB, with RxJS ')} kB\n`);
  expect(atOnce).toBeLessThan(MOST_BYTES);
  // A smaller bundle would not contain the engine.
  expect(atOnce).toBeGreaterThan(30_000);
});

it('that model is the one on the page about embedding', async () => {
  const root = new URL('../../../', import.meta.url);
  const [, model] = (await readFile(new URL('testing/test/models/corner-shop.ts', root), 'utf8')).split(/\n(.*)/s);
  expect(await readFile(new URL('docs/guides/embedding.md', root), 'utf8')).toContain(
    `// file: corner-shop.ts\n${model}\`\`\``,
  );
});

it('a page that replicates a model loads no database, no folder of results and nothing of Node', async () => {
  const page = await bundle('page/replications.ts');
  expect(page.warnings).toEqual([]);
  const foreign = /browser-external|node:|duckdb|valibot|sdk\/data\/|results-folder/;
  expect(page.modules.filter((file) => foreign.test(file))).toEqual([]);
  expect(page.modules.filter((file) => file.endsWith('run/replicate.ts'))).toHaveLength(1);
});
