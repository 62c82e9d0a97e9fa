import { cp, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ScratchProject } from './scratch-project.js';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 300_000 });

/** The most that an installation of kernel and SDK may take, in MB. */
const MODEL_AUTHOR = 25;

describe('the packages as installed by a user', () => {
  let project: ScratchProject;

  beforeAll(async () => {
    project = await ScratchProject.create();
  });
  afterAll(() => (project === undefined ? undefined : rm(project.folder, { recursive: true, force: true })));

  it('compile a decorated model against their declarations, not their sources', () => {
    expect(project.tsc()).toEqual({ status: 0, output: '' });
    const ours = filesOfOurs(project.tsc('--listFilesOnly').output);
    expect(ours).toContain('sdk/dist/index.d.ts');
    expect(ours.filter((file) => !file.endsWith('.d.ts'))).toEqual([]);
  });

  it('have declarations without errors', () => {
    const { output } = project.tsc('--noEmit', '--skipLibCheck', 'false');
    expect(output.split('\n').filter((line) => line.startsWith('node_modules/@disco-engine/'))).toEqual([]);
  });

  it('run the compiled model in plain Node, including decorators and metadata', () => {
    expect(project.tsc().output).toBe('');
    const { status, output } = project.node('dist/src/main.js');
    expect({ status, output }).toMatchObject({ status: 0 });
    expect(JSON.parse(output)).toEqual({ hits: [4, 5], observed: 6, digest: expect.stringMatching(/^[0-9a-f]{16}$/) });
  });

  it('need only kernel and SDK for that, which are light', async () => {
    const alone = await project.installAlone('alone', '@disco-engine/kernel', '@disco-engine/sdk');
    await cp(join(project.folder, 'dist/src'), join(alone, 'src'), { recursive: true });
    expect(project.node('alone/src/main.js')).toEqual(project.node('dist/src/main.js'));
    const ours = await readdir(join(alone, 'node_modules/@disco-engine'));
    expect(ours.sort()).toEqual(['kernel', 'mathematics', 'sdk', 'statistics']);
    expect(await megabytes(join(alone, 'node_modules'))).toBeLessThanOrEqual(MODEL_AUTHOR);
  });

  it('run a Vitest test of the model', () => {
    const { status, output } = project.vitest();
    expect(output).toMatch(/Tests +2 passed \(2\)/);
    expect(status).toBe(0);
  });
});

/** Paths below `@disco-engine/` among the listed files. */
function filesOfOurs(listing: string): string[] {
  return listing.split('\n').flatMap((line) => line.split('node_modules/@disco-engine/').slice(1));
}

/** The size of a directory's files on a disk with 4 kB blocks, as most have. */
async function megabytes(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(files.map(async (file) => (await stat(join(file.parentPath, file.name))).size));
  return sizes.reduce((sum, size) => sum + Math.ceil(size / 4096) * 4096, 0) / 2 ** 20;
}
