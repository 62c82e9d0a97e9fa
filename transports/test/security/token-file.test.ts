import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { tokenProblem } from '../../src/security/token.js';
import { createTokenFile, exposureOf, readTokenFile } from '../../src/security/token-file.js';

const ROOT = 0;
const USER = 1000;
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'disco-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

function file(mode: number): string {
  const path = join(folder, 'token');
  writeFileSync(path, ' a secret of a test\n');
  chmodSync(path, mode);
  return path;
}

describe('a file with a token', () => {
  it.each([0o600, 0o400, 0o700, 0o611])('is read if only its owner can read and change it (mode %o)', async (mode) => {
    expect(await readTokenFile(file(mode))).toBe('a secret of a test');
  });

  it.each([
    [0o644, 'read'],
    [0o604, 'read'],
    [0o602, 'changed'],
    [0o620, 'changed'],
    [0o666, 'read and changed'],
  ])('is refused if others can get at it (mode %o)', async (mode, what) => {
    const path = file(mode);
    await expect(readTokenFile(path)).rejects.toMatchObject({
      code: 'TOKEN_EXPOSED',
      message: expect.stringContaining(
        `${path} can be ${what} by other users (mode 0${mode.toString(8)}); run: chmod 600 ${path}`,
      ) as string,
    });
  });

  it('is looked at where a link leads, as in a volume of Kubernetes', async () => {
    const link = join(folder, 'link');
    symlinkSync(file(0o644), link);
    await expect(readTokenFile(link)).rejects.toMatchObject({ code: 'TOKEN_EXPOSED' });
    file(0o400);
    expect(await readTokenFile(link)).toBe('a secret of a test');
  });

  it('must exist', async () => {
    await expect(readTokenFile(join(folder, 'none'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('may be read by its group only if root owns it, since only root can have chosen that group', () => {
    const exposure = (mode: number, uid: number): string | undefined =>
      exposureOf('/token', { mode: 0o100_000 | mode, uid });
    for (const mode of [0o400, 0o440, 0o600, 0o640]) expect(exposure(mode, ROOT)).toBeUndefined();
    for (const mode of [0o444, 0o644, 0o660, 0o642])
      expect(exposure(mode, ROOT)).toContain('; in a container, mount it');
    for (const mode of [0o440, 0o640])
      expect(exposure(mode, USER)).toBe(
        `/token can be read by other users (mode 0${mode.toString(8)}); run: chmod 600 /token`,
      );
  });
});

describe('a new file with a token', () => {
  it('is private, whatever the umask, and can be used', async () => {
    const path = join(folder, 'new');
    const umask = process.umask(0);
    try {
      await createTokenFile(path);
    } finally {
      process.umask(umask);
    }
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const token = await readTokenFile(path);
    expect(token).toMatch(/^[\da-f]{64}$/);
    expect(tokenProblem(token)).toBeUndefined();
  });

  it('never replaces another one, not even through a link', async () => {
    const path = file(0o600);
    await expect(createTokenFile(path)).rejects.toMatchObject({ code: 'FILE_EXISTS' });
    const link = join(folder, 'dangling');
    symlinkSync(join(folder, 'elsewhere'), link);
    await expect(createTokenFile(link)).rejects.toMatchObject({ code: 'FILE_EXISTS' });
    expect(readFileSync(path, 'utf8')).toBe(' a secret of a test\n');
  });

  it('needs a place where it can be written', async () => {
    await expect(createTokenFile(join(folder, 'none', 'token'))).rejects.toMatchObject({
      code: 'FILE_UNWRITABLE',
      message: expect.stringContaining('choose a place where you may write') as string,
    });
  });
});
