import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const prettier = join(dirname(createRequire(import.meta.url).resolve('prettier/package.json')), 'bin/prettier.cjs');

// As a test, not before the tests, because it occupies one core for half a minute and leaves the other one to them.
it('every file is formatted, or else `npm run -s format` does it', () => {
  const args = [prettier, '--check', '--log-level', 'warn', '.'];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  expect({ status, output: `${stdout}${stderr}` }).toEqual({ status: 0, output: '' });
});
