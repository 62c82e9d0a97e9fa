import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runCommand } from '../../src/command.js';
import { readWorkerOptions } from '../../src/worker/worker-options.js';
import { model } from '../command/disco.js';
import { printed } from '../help/printed.js';

const folder = mkdtempSync(join(tmpdir(), 'disco-token-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('disco token', () => {
  it('writes a private file that disco worker takes, and does not write it again', async () => {
    const path = join(folder, 'token.txt');
    const first = await printed(() => runCommand(['token', path]));
    expect(first).toEqual({
      code: 0,
      stdout: `${path}: a new token, which only you can read; give it with --token-file\n`,
      stderr: '',
    });
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const text = readFileSync(path, 'utf8');
    const again = await printed(() => runCommand(['token', path]));
    expect(again).toEqual({ code: 1, stdout: '', stderr: expect.stringContaining('Error FILE_EXISTS: ') as string });
    expect(readFileSync(path, 'utf8')).toBe(text);
    const options = ['--listen', 'ws://127.0.0.1:0', '--model', model, '--token-file', path];
    expect((await readWorkerOptions(options)).standing.trust.token).toBe(text.trim());
  });

  it('prints one without a file, a new one each time', async () => {
    const [first, second] = [await printed(() => runCommand(['token'])), await printed(() => runCommand(['token']))];
    expect(first.stdout).toMatch(/^[\da-f]{64}\n$/);
    expect(second.stdout).not.toBe(first.stdout);
  });

  it('refuses further arguments, and makes nothing', async () => {
    const path = join(folder, 'other');
    expect((await printed(() => runCommand(['token', path, 'more']))).code).toBe(2);
    expect(existsSync(path)).toBe(false);
  });
});
