import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Cluster, codeOf, type CodeVersions } from '@disco-engine/cluster';
import { small } from '../../../workers/test/launch/models.js';
import { Disco, model as fixture } from './disco.js';

/** Below the packages, so that a model in this folder finds them. */
const cache = fileURLToPath(new URL('../../../../node_modules/.cache', import.meta.url));

const disco = new Disco();
let folder = '';
/** The path of a socket must be short. */
let sockets = '';
beforeEach(async () => {
  await mkdir(cache, { recursive: true });
  folder = await mkdtemp(join(cache, 'disco-code-'));
  sockets = await mkdtemp(join(tmpdir(), 'disco-code-'));
});
afterEach(async () => {
  disco.close();
  for (const made of [folder, sockets]) await rm(made, { recursive: true, force: true });
});

/** A copy of the model, which imports the number of kinds of tokens from another file. */
async function copyOfModel(name: string, kinds: number): Promise<string> {
  const home = join(folder, name);
  await mkdir(home);
  const file = join(home, 'model.mjs');
  await copyFile(fixture, file);
  await writeFile(file, `import './kinds.mjs';\n${await readFile(file, 'utf8')}`);
  await writeFile(join(home, 'kinds.mjs'), `export const kinds = ${kinds};\n`);
  return file;
}

async function workerWith(name: string, kinds: number): Promise<string> {
  const file = await copyOfModel(name, kinds);
  const { address } = await disco.worker('--listen', `ws+unix:${join(sockets, name)}`, '--model', file);
  return address;
}

async function digestOn(peers: readonly string[], code?: CodeVersions): Promise<string> {
  const cluster = await Cluster.join({ peers, code, model: { module: 'model.mjs', export: 'TokenRing' } });
  try {
    return (await (await cluster.start({ scenario: small, seed: 3, until: 10 })).finished).digest;
  } finally {
    await cluster.close();
  }
}

describe('a run on two workers', () => {
  it('is refused if their models differ, and names the file', async () => {
    const peers = [await workerWith('a', 1000), await workerWith('b', 1001)];
    const running = digestOn(peers);
    await expect(running).rejects.toMatchObject({ code: 'HANDSHAKE_REFUSED' });
    await expect(running).rejects.toThrow(
      /code of kinds\.mjs is "[\da-f]{16}" on worker \d, but "[\da-f]{16}" on worker \d; give all workers the same files/,
    );
  });

  it('is made if they have copies of one model', async () => {
    const peers = [await workerWith('a', 1000), await workerWith('b', 1000)];
    const digest = await digestOn(peers);
    expect(digest).toMatch(/^[\da-f]{16}$/);
    expect(await digestOn(peers, await codeOf(pathToFileURL(await copyOfModel('c', 1000)).href))).toBe(digest);

    const other = await copyOfModel('d', 1001);
    const running = digestOn(peers, await codeOf(pathToFileURL(other).href));
    await expect(running).rejects.toMatchObject({ code: 'CODE_DIFFERS' });
    await expect(running).rejects.toThrow(
      /: kinds\.mjs is [\da-f]{16} there, and [\da-f]{16} here; give both the same/,
    );
    const run = [
      'run',
      '--model',
      `${other}#TokenRing`,
      '--scenario',
      `${other}#small`,
      '--until',
      '10',
      '--seed',
      '3',
    ];
    const refused = await disco.run(...run, '--peers', peers.join(','), '--json');
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('CODE_DIFFERS') as string });
    const { code, stdout } = await disco.run(...run, '--peers', peers.join(','), '--json', '--accept-code');
    expect([code, (JSON.parse(stdout) as { digest: string }).digest]).toEqual([0, digest]);
  });
});

describe('an experiment that resumes', () => {
  const experiment = (replications: number): string => `
    import { defineExperiment } from '@disco-engine/experiments';
    import { TokenRing, small } from './model.mjs';
    export default defineExperiment(TokenRing, { scenario: small, duration: 5, replications: ${replications} });
  `;

  // Each in a process of its own, because a loaded module does not change.
  async function run(...args: readonly string[]): ReturnType<Disco['start']> {
    return disco.start('run', join(folder, 'ring/experiment.mjs'), '--results', join(folder, 'results'), ...args);
  }

  async function change(math: string): Promise<void> {
    const file = join(folder, 'results/identity.json');
    const identity = JSON.parse(await readFile(file, 'utf8')) as { math: Record<string, number>; platforms: string[] };
    identity.math[math] = 0.5;
    await writeFile(file, JSON.stringify({ ...identity, platforms: ['Node v1.0.0, plan9 pdp11'] }));
  }

  beforeEach(async () => {
    await copyOfModel('ring', 1000);
    await writeFile(join(folder, 'ring/experiment.mjs'), experiment(1));
    const { code, stderr } = await run();
    if (code !== 0) throw new Error(stderr);
  });

  it('adds replications, refuses other code by its files, and continues if told to, with responses computed again', async () => {
    await writeFile(join(folder, 'ring/experiment.mjs'), experiment(2));
    expect(await run()).toMatchObject({ code: 0, stdout: expect.stringContaining('2 of 2 replications') as string });
    await writeFile(join(folder, 'ring/kinds.mjs'), 'export const kinds = 1001;\n');
    await writeFile(join(folder, 'ring/responses.mjs'), 'export const responses = { level: () => 8 };\n');
    const own = experiment(3).replace('duration: 5', 'duration: 5, responses');
    await writeFile(join(folder, 'ring/experiment.mjs'), `import { responses } from './responses.mjs';\n${own}`);
    const { code, stderr } = await run();
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /RESULTS_DIFFER.*the code of the model has changed: kinds\.mjs was [\da-f]{16} and is now [\da-f]{16}; files that the experiment imports and its model does not have changed: responses\.mjs is new; choose/,
    );
    const { stdout } = await run('--keep');
    expect(stdout).toContain(
      '  2 of 3 replications are older than the others and were kept (--keep): the code of the model',
    );
    for (const replication of ['0000', '0002']) {
      const file = join(folder, 'results/case-0000', `replication-${replication}`, 'run.json');
      expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ responses: { level: 8 } });
    }
  });

  it('refuses a machine with a different Math, unless the model does not use it', async () => {
    const call = Object.keys(
      (JSON.parse(await readFile(join(folder, 'results/identity.json'), 'utf8')) as { math: object }).math,
    ).find((name) => name.startsWith('Math.pow('));
    await change(call ?? '');
    const { code, stderr } = await run();
    expect(code).toBe(1);
    expect(stderr).toContain(`${call} was 0.5 (Node v1.0.0, plan9 pdp11) and is now `);
    expect(stderr).toContain('--portable-math');
    expect(await run('--portable-math')).toMatchObject({ code: 0 });
    const { platforms } = JSON.parse(await readFile(join(folder, 'results/identity.json'), 'utf8')) as {
      platforms: string[];
    };
    expect(platforms).toEqual([
      'Node v1.0.0, plan9 pdp11',
      `Node ${process.version}, ${process.platform} ${process.arch}`,
    ]);
  });
});
