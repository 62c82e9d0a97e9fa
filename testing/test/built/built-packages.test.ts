import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ScratchProject } from './scratch-project.js';

describe('the packages as a user gets them', () => {
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

  it('have declarations without an error of their own', () => {
    const { output } = project.tsc('--noEmit', '--skipLibCheck', 'false');
    expect(output.split('\n').filter((line) => line.startsWith('node_modules/@disco-engine/'))).toEqual([]);
  });

  it('run the compiled model in plain Node, decorators and metadata included', () => {
    expect(project.tsc().output).toBe('');
    const { status, output } = project.node('dist/src/main.js');
    expect({ status, output }).toMatchObject({ status: 0 });
    expect(JSON.parse(output)).toEqual({ hits: [4, 5], observed: 6, digest: expect.stringMatching(/^[0-9a-f]{16}$/) });
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
