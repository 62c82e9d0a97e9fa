import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readTokenFile, tokenProblem } from '../../src/security/token.js';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'disco-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

describe('a token', () => {
  it.each<[string, string]>([
    ['', 'has 0 bytes'],
    ['0123456789abcde', 'has 15 bytes'],
    ['aaaaaaaaaaaaaaaa', 'has 1 distinct byte;'],
    ['abcdeabcdeabcdeabcde', 'has 5 distinct bytes;'],
  ])("is refused if it is '%s'", (token, why) => {
    expect(tokenProblem(token)).toMatchObject({ code: 'TOKEN_WEAK', message: expect.stringContaining(why) as string });
  });

  it('is measured in bytes, as a string and as bytes', () => {
    for (const token of ['0123456789abcdef', 'äöüßéèêç', Buffer.from('00010203040506070809aabbccddeeff', 'hex')])
      expect(tokenProblem(token)).toBeUndefined();
  });
});

describe('a file with a token', () => {
  it.each([0o600, 0o400, 0o700, 0o611])('is read if only its owner can read it (mode %o)', async (mode) => {
    const path = file(mode);
    expect(await readTokenFile(path)).toBe('a secret of a test');
  });

  it.each([0o644, 0o640, 0o604, 0o666])('is refused if others can read it (mode %o)', async (mode) => {
    const path = file(mode);
    await expect(readTokenFile(path)).rejects.toMatchObject({
      code: 'TOKEN_EXPOSED',
      message: `${path} can be read by other users (mode 0${mode.toString(8)}); run: chmod 600 ${path}`,
    });
  });

  it('must exist', async () => {
    await expect(readTokenFile(join(folder, 'none'))).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

function file(mode: number): string {
  const path = join(folder, 'token');
  writeFileSync(path, ' a secret of a test\n');
  chmodSync(path, mode);
  return path;
}
