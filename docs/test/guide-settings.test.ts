import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { codeBlocks } from './snippets/code-block.js';
import { root } from './snippets/snippet-pages.js';

// The fixture is compiled, run and tested with the built packages, so what the guide recommends is known to work.
const fixture = (file: string) => readFile(join(root, 'testing/test/fixtures/scratch-project', file), 'utf8');

it('the guide recommends the settings with which the built packages are tested', async () => {
  const blocks = codeBlocks(await readFile(join(root, 'docs/tutorial/first-model.md'), 'utf8'));
  const [tsconfig] = blocks.filter(({ language }) => language === 'json');
  const [vitestConfig] = blocks.filter(({ language }) => language === 'text');
  expect(JSON.parse(tsconfig?.code ?? 'null')).toEqual(JSON.parse(await fixture('tsconfig.json')));
  expect(vitestConfig?.code).toBe(await fixture('vitest.config.ts'));
});
