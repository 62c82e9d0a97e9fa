import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from './packages/published-packages.js';
import { workspaceFolders } from './packages/workspace-folders.js';

// Why not everywhere: see "An index may miss" in docs/development/design.md.

const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc');

/** The inner loops of the kernel. */
const HOT = ['activation', 'digest', 'events', 'exchange', 'order', 'promises', 'random', 'run', 'windows'];

const packages = await workspaceFolders();

describe.each(packages.filter((name) => name !== 'kernel'))('%s', (name) => {
  it('checks every index', async () => {
    const config = JSON.parse(await readFile(join(root, name, 'tsconfig.json'), 'utf8')) as {
      compilerOptions?: { noUncheckedIndexedAccess?: boolean };
    };
    expect(config.compilerOptions?.noUncheckedIndexedAccess).toBe(true);
  });
});

it('checks all packages', () =>
  expect(packages).toEqual(expect.arrayContaining(['kernel', 'sdk/model', 'cluster/cli', 'transports'])));

describe('kernel', () => {
  const { unchecked, others } = compileKernel();

  it('checks every index outside its inner loops', () => expect(others).toEqual([]));

  it('has unchecked ones in the inner loops, or else the flag would do', () => expect(unchecked).not.toEqual([]));
});

/** The compiler's messages about the kernel with the flag: those for inner loops, and all others. */
function compileKernel(): { unchecked: string[]; others: string[] } {
  const flags = ['--noEmit', '-p', 'kernel', '--noUncheckedIndexedAccess', '--pretty', 'false'];
  const { error, stdout, stderr } = spawnSync(process.execPath, [tsc, ...flags], {
    cwd: root,
    encoding: 'utf8',
    timeout: 120_000,
  });
  if (error !== undefined) throw error;
  // Continuation lines of a message are indented.
  const messages = `${stdout}${stderr}`.split('\n').filter((line) => /^\S/.test(line));
  const isHot = (message: string): boolean => HOT.some((folder) => message.startsWith(`kernel/src/${folder}/`));
  return { unchecked: messages.filter(isHot), others: messages.filter((message) => !isHot(message)) };
}
