import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Disco, outcomeOf, type Outcome } from '../command/disco.js';
import { contentOf } from './results-files.js';

const experiment = fileURLToPath(new URL('../fixtures/logging-experiment.mjs', import.meta.url));
const disco = new Disco();
afterAll(() => disco.close());

let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'disco-shards-test-'))));
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Told {
  readonly replications: readonly { readonly status: string }[];
}

const wordsOf = (name: string, results: string, ...args: readonly string[]): string[] => [
  'run',
  `${experiment}#${name}`,
  '--results',
  join(folder, results),
  '--json',
  // One thread each: what takes long is to load the engine.
  '--workers',
  '1',
  ...args,
];
const run = (...words: Parameters<typeof wordsOf>): Promise<Outcome> => disco.run(...wordsOf(...words));
const start = (...words: Parameters<typeof wordsOf>): Promise<Outcome> => outcomeOf(disco.spawn(...wordsOf(...words)));

/** Everything in a results folder, without the facts of the host and the command that made it. */
async function allOf(results: string): Promise<Record<string, unknown>> {
  const described = await Promise.all(
    ['experiment.json', 'identity.json', 'graph.json'].map(async (name) => [
      name,
      { ...(JSON.parse(await readFile(join(folder, results, name), 'utf8')) as object), command: '' },
    ]),
  );
  const names = (await readdir(join(folder, results))).filter((name) => name !== '.claims');
  return { names, ...Object.fromEntries(described), ...(await contentOf(join(folder, results))) };
}

async function runsIn(results: string): Promise<number> {
  const names = await readdir(join(folder, results), { recursive: true });
  return names.filter((name) => /case.*run.json$/.test(name) && !name.startsWith('.')).length;
}

/** The table of results as CSV. */
async function tableOf(results: string): Promise<string> {
  const { code, stdout } = await disco.run('results', join(folder, results), '--csv');
  expect(code).toBe(0);
  return stdout;
}

it('shards fill the folder of one process, in any order, killed and started again, and twice at the same time', async () => {
  expect((await run('parted', 'alone')).code).toBe(0);
  const third = await run('parted', 'parted', '--shard', '3/3');
  expect([third.code, JSON.parse(third.stdout)]).toEqual([
    0,
    expect.objectContaining({ status: 'FINISHED', shard: { index: 3, count: 3 } }),
  ]);
  expect((JSON.parse(third.stdout) as Told).replications.map(({ status }) => status)).toEqual(
    Array.from({ length: 10 }, (_, at) => (at % 3 === 2 ? 'FINISHED' : 'SUBMITTED')),
  );
  const killed = disco.spawn(...wordsOf('parted', 'parted', '--shard', '1/3'));
  await expect.poll(() => runsIn('parted'), { timeout: 60_000 }).toBeGreaterThan(3);
  killed.kill('SIGKILL');
  const ends = await Promise.all(['1/3', '1/3', '2/3'].map((shard) => start('parted', 'parted', '--shard', shard)));
  expect(ends.map(({ code, stderr }) => [code, stderr])).toEqual(ends.map(() => [0, '']));
  expect(await allOf('parted')).toEqual(await allOf('alone'));
  expect(await tableOf('parted')).toBe(await tableOf('alone'));
});

it('a required precision ends with the replications of one machine', async () => {
  expect((await run('precise', 'precise')).code).toBe(0);
  const ends = await Promise.all(['1/2', '2/2'].map((shard) => start('precise', 'shared', '--shard', shard)));
  expect(ends.map(({ code, stderr }) => [code, stderr])).toEqual(ends.map(() => [0, '']));
  expect(await allOf('shared')).toEqual(await allOf('precise'));
  expect((await readdir(join(folder, 'shared/.claims'))).filter((name) => !name.startsWith('folder'))).toEqual([]);
});

it('a shard with other settings, and a process that wants the folder alone, are refused while a shard runs', async () => {
  const running = disco.spawn(...wordsOf('long', 'busy', '--shard', '1/2'));
  await expect
    .poll(() => readdir(join(folder, 'busy/.claims')).catch(() => []), { timeout: 30_000 })
    .toContainEqual(expect.stringMatching(/^folder-000001.free$/));
  const alone = await run('long', 'busy');
  expect(alone.stderr).toMatch(/^Error RESULTS_LOCKED: .* is in use by process \d+ on host /);
  const other = await run('quick', 'busy', '--shard', '2/2');
  expect(other.stderr).toMatch(/^Error RESULTS_DIFFER: .* the folder has cases that the experiment does not list/);
  running.kill('SIGKILL');
});
