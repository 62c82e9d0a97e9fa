import { copyFile, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Claim } from '../../src/results/claim.js';
import { grantedName } from '../../src/results/granted-name.js';
import { diskFiles } from '../../src/results/results-files.js';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'disco-name-'));
  file = join(folder, 'file');
  await writeFile(file, '');
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true });
});

describe('a name in a results folder', () => {
  test('is granted to one process', async () => {
    const name = join(folder, 'name');
    const granted = [1, 2, 3].map(() => grantedName(diskFiles, file, name, folder));
    expect((await Promise.all(granted)).sort()).toEqual([false, false, true]);
  });

  test('is refused on a file system that grants it twice, and not left there', async () => {
    const name = join(folder, 'name');
    const link = async (from: string, to: string): Promise<boolean> => copyFile(from, to).then(() => true);
    await expect(grantedName({ ...diskFiles, link }, file, name, folder)).rejects.toMatchObject({
      code: 'FILE_SYSTEM_UNFIT',
      place: { file: folder },
      message: expect.stringContaining('grants one name to two processes') as string,
    });
    expect(await readdir(folder)).toEqual(['file']);
  });

  test('is refused on a file system without links, before anything is written', async () => {
    vi.spyOn(diskFiles, 'link').mockRejectedValue(Object.assign(new Error('EPERM: link'), { code: 'EPERM' }));
    await expect(Claim.take(folder, 'folder')).rejects.toMatchObject({
      code: 'FILE_SYSTEM_UNFIT',
      place: { file: folder },
      message: expect.stringContaining('EPERM: link') as string,
    });
  });

  test('is not said to be refused for other failures, such as a full disk', async () => {
    const link = async (): Promise<boolean> => {
      throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
    };
    await expect(grantedName({ ...diskFiles, link }, file, join(folder, 'name'), folder)).rejects.toThrow('no space');
  });
});
