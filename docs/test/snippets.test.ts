import { basename, join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { commandProblems } from './snippets/command-problems.js';
import { conventionProblems } from './snippets/convention-problems.js';
import { compileModules, documentationPages, root, writeModules } from './snippets/snippet-pages.js';

// How pages are written: the `ts` blocks of a page are one module, in order. A block that begins with `// file: stage.ts` belongs
// to that module instead, which the others import as './stage.js'. A block ```ts no-run: REASON is compiled, not executed. Tests
// in a block become tests of this file.
const output = join(root, 'docs/dist/snippets');
// PAGES=guides/queues in the environment runs only the pages whose path contains that text.
const wanted = (await documentationPages()).filter((page) => page.includes(process.env['PAGES'] ?? ''));
const pages = await writeModules(root, wanted, output);

it('the code of all pages compiles', async () => {
  expect(await compileModules(output)).toEqual([]);
});

describe.each(pages)('$page', async ({ page, blocks, modules }) => {
  // Executed while tests are collected, because a snippet may define tests. The last test below reports what failed here.
  const log = vi.spyOn(console, 'log').mockReturnValue();
  for (const module of modules) await import(module).catch(() => undefined);
  log.mockRestore();

  it('follows the convention', () => expect(conventionProblems(page, blocks)).toEqual([]));

  it('names commands that exist', async () => expect(await commandProblems(root, page, blocks)).toEqual([]));

  it.each(modules.map((module) => [basename(module), module]))('runs %s', async (_name, module) =>
    expect(await import(module)).toBeDefined(),
  );
});
