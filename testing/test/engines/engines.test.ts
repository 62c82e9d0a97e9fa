import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { ENGINES } from '../../src/engines/engine-list.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));
/** This Node, the newest one and a browser. The others take minutes, and run with `npm run -s engines` by itself. */
const QUICK: readonly string[] = ['node-26', 'chromium'];
const engines = ENGINES.map(({ name }) => name).filter((name) => QUICK.includes(name));

/**
 * Like `npm run -s engines`, this runs compiled code. Versions of Node come from npm, and a processor is emulated,
 * which takes minutes.
 */
const MOST_MILLISECONDS = 1_200_000;

describe('the same bits', () => {
  let lines: readonly string[];

  beforeAll(async () => {
    const args = [
      'testing/dist/engines/main.js',
      // Elsewhere, an engine that was named and is missing would be a failure.
      ...(process.env['CI'] === undefined ? [] : ['--engines', engines.join(',')]),
      '--with',
      'examples/supply-chain/dist/engines.js',
    ];
    const command = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
    const output = await text(command.stdout);
    process.stderr.write(output);
    lines = output.trimEnd().split('\n');
  }, MOST_MILLISECONDS);

  it.for(['this-node', ...engines])('on %s', (name, { skip }) => {
    const row = lines.find((line) => line.startsWith(`| ${name} `)) ?? expect.fail(`${name} is not in the table`);
    const notes = lines.filter((line) => line.startsWith(`${name}: `) || line.startsWith(`${name}, `));
    // In CI, a missing engine is a failure.
    skip(process.env['CI'] === undefined && row.includes('| not here '), notes.join('\n'));
    expect(notes).toEqual([]);
  });

  it('on all together', () => {
    const [, passed, failed] = /^(\d+) passed, (\d+) failed$/.exec(lines.at(-1) ?? '') ?? [];
    const rows = lines.filter((line) => line.startsWith('| ') && line.includes(' | = '));
    if (process.env['CI'] !== undefined) {
      // Each of these has been held against this Node, and one of them calculates differently where it may.
      expect(rows).toHaveLength(1 + QUICK.length);
      expect(rows.filter((row) => /\| ≠ \d+ of \d+, as expected +\|/.test(row))).not.toEqual([]);
    }
    // The recorded samplers and conformance cases alone are more.
    expect(Number(passed)).toBeGreaterThan(200 * rows.length);
    expect(failed).toBe('0');
  });
});
