import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { codeBlocks } from './snippets/code-block.js';
import { root } from './snippets/snippet-pages.js';

// The example is held against theory, and counted in lines.
it('the page on processes begins with the call centre of the example', async () => {
  const blocks = codeBlocks(await readFile(join(root, 'docs/guides/processes.md'), 'utf8'));
  const shown = blocks.find(({ file }) => file === 'call-centre.ts');
  const example = await readFile(join(root, 'examples/processes/src/models/call-centre.ts'), 'utf8');
  expect(shown?.code).toBe(`// file: call-centre.ts\n${example}`);
});
