import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  defineExperiment,
  ResultsFolder,
  runExperiment,
  type Experiment,
  type ExperimentOptions,
  type ExperimentProgress,
  type ReplicationWorkers,
  type Shard,
} from '@disco-engine/experiments';
import { afterEach, beforeEach, describe, expect, it, test, vi } from 'vitest';
import { WorkersHere } from '../optimisation/workers-here.js';
import { scenario, Street } from '../street.js';

const origin = { module: 'dist/street.js', export: 'default', command: '' };

let folder: string;
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'disco-shards-'))));
afterEach(() => rm(folder, { recursive: true }));

const precision = { channel: 'shop/Ulm/work', relative: 0.1, minimum: 4 };

function experimentOf(options: Partial<ExperimentOptions> = {}): Experiment {
  return defineExperiment(Street, { scenario, duration: 20, replications: 12, seed: 3, ...options });
}

interface Running {
  readonly results?: string;
  readonly delays?: readonly number[];
  readonly launch?: () => Promise<ReplicationWorkers>;
}

/** Runs an experiment, or one shard of it. */
async function run(experiment: Experiment, shard?: Shard, running: Running = {}): Promise<ExperimentProgress> {
  const { results: name = 'shared', delays = [1], launch = new WorkersHere(Street, delays).launch } = running;
  const shared = shard !== undefined;
  const results = await ResultsFolder.open(join(folder, name), experiment, scenario, origin, { shared });
  try {
    return await runExperiment(experiment, { scenario, results, shard, launch, side: 1 });
  } finally {
    await results.close();
  }
}

const shardsOf = (count: number): Shard[] => Array.from({ length: count }, (_, at) => ({ index: at + 1, count }));

/** All files but those with the claims, without times. */
async function contentOf(name: string): Promise<Record<string, unknown>> {
  const content: Record<string, unknown> = {};
  for (const file of (await readdir(join(folder, name), { recursive: true })).sort()) {
    if (file.startsWith('.claims')) continue;
    if (!file.endsWith('.json')) content[file] = '';
    else {
      const { seconds: _, ...facts } = JSON.parse(await readFile(join(folder, name, file), 'utf8')) as {
        seconds: number;
      };
      content[file] = facts;
    }
  }
  return content;
}

/** The claim of a process on a host that is gone. */
const gone = { format: 1, host: 'x', boot: 'x', namespace: 'x', process: 1, start: '1', since: '', lease: 60 };

function runsIn(content: Record<string, unknown>): number {
  return Object.keys(content).filter((name) => name.endsWith('run.json')).length;
}

describe('shards', () => {
  it.each([
    [[1], [15], [30]],
    [[20, 1, 5], [1], [2, 30, 1]],
  ])('with delays %j, %j and %j fill one folder like one process', async (...delays) => {
    const experiment = experimentOf({ parameters: { load: [1, 2] }, replications: 6 });
    await run(experiment, undefined, { results: 'alone' });
    const ends = await Promise.all(
      shardsOf(3).map((shard, at) => run(experiment, shard, { delays: delays[at] ?? [] })),
    );
    expect(ends.map(({ status }) => status)).toEqual(['FINISHED', 'FINISHED', 'FINISHED']);
    expect(await contentOf('shared')).toEqual(await contentOf('alone'));
  });

  it.each([
    [[1], [1], [1]],
    [[30, 1, 10], [2], [5, 40, 1]],
  ])('with delays %j, %j and %j reach a precision with the replications of one process', async (...delays) => {
    const experiment = experimentOf({ parameters: { load: [1, 2] }, replications: 60, precision });
    await run(experiment, undefined, { results: 'alone' });
    await Promise.all(shardsOf(3).map((shard, at) => run(experiment, shard, { delays: delays[at] ?? [] })));
    const alone = await contentOf('alone');
    expect(runsIn(alone)).toBeLessThan(100);
    expect(await contentOf('shared')).toEqual(alone);
    const left = (await readdir(join(folder, 'shared/.claims'))).filter((name) => !name.endsWith('.free'));
    expect(left).toEqual([]);
  });

  it('make only their own part', async () => {
    const { status, replications } = await run(experimentOf(), { index: 2, count: 5 });
    const made = replications.filter(({ record }) => record !== undefined).map(({ replication }) => replication);
    expect([status, made]).toEqual(['FINISHED', [1, 6, 11]]);
    const idle = await run(experimentOf(), { index: 13, count: 20 });
    expect([idle.status, idle.replications.every(({ isElsewhere }) => isElsewhere)]).toEqual(['FINISHED', true]);
  });

  it('of the same part that run at the same time share it', async () => {
    const experiment = experimentOf({ replications: 8 });
    await run(experiment, undefined, { results: 'alone' });
    const crews = [new WorkersHere(Street, [30]), new WorkersHere(Street, [30])];
    await Promise.all(crews.map(({ launch }) => run(experiment, { index: 1, count: 1 }, { launch })));
    expect(await contentOf('shared')).toEqual(await contentOf('alone'));
    const [one = 0, two = 0] = crews.map(({ started }) => started);
    expect(Math.min(one, two)).toBeGreaterThan(0);
    expect(one + two).toBeLessThan(13);
  });

  it('leave a replication that failed to its shard, which repeats it', async () => {
    const failing = experimentOf({ replications: 3, cases: [{ failAt: 3 }, {}] });
    const first = await run(failing, { index: 1, count: 3 });
    expect([first.status, first.replications.map(({ status }) => status)]).toEqual([
      'FAILED',
      ['FAILED', 'SUBMITTED', 'SUBMITTED', 'FINISHED', 'SUBMITTED', 'SUBMITTED'],
    ]);
    const second = new WorkersHere(Street, [1]);
    const { replications } = await run(failing, { index: 2, count: 3 }, { launch: second.launch });
    expect([second.started, replications[0]?.status]).toEqual([2, 'FAILED']);
    const again = new WorkersHere(Street, [1]);
    await run(failing, { index: 1, count: 3 }, { launch: again.launch });
    expect(again.started).toBe(1);
  });

  it('reach a precision with the replications of one process if one failed at first', async () => {
    const experiment = experimentOf({ replications: 60, precision });
    const first = await run(experiment, undefined, { results: 'alone' });
    const results = await ResultsFolder.open(join(folder, 'shared'), experiment, scenario, origin, { shared: true });
    const record = first.replications[3]?.record;
    if (record === undefined) throw new Error('the replication has ended');
    await results.begin(record);
    await results.commit({ ...record, status: 'FAILED', digest: '', channels: [] });
    await results.close();
    // The one that failed belongs to the second shard.
    for (const index of [1, 2]) await run(experiment, { index, count: 2 });
    expect(await contentOf('shared')).toEqual(await contentOf('alone'));
  });

  it('remove what a killed one puts into place although it is not needed, even if it is late', async () => {
    const experiment = experimentOf({ replications: 60, precision });
    const { replications } = await run(experiment, undefined, { results: 'alone' });
    const [record] = replications.flatMap((one) => one.record ?? []);
    if (record === undefined) throw new Error('a replication has ended');
    const late = { ...record, replication: replications.length };
    const other = await ResultsFolder.open(join(folder, 'shared'), experiment, scenario, origin, { shared: true });
    await other.begin(late);
    await run(experiment, { index: 1, count: 2 });
    await other.commit(late);
    await other.close();
    await run(experiment, { index: 2, count: 2 });
    expect(await contentOf('shared')).toEqual(await contentOf('alone'));
  });

  it('raise an alarm with both digests if they disagree, and keep the first result', async () => {
    const experiment = experimentOf({ replications: 2 });
    const open = (): Promise<ResultsFolder> =>
      ResultsFolder.open(join(folder, 'shared'), experiment, scenario, origin, { shared: true });
    const { replications } = await run(experiment, undefined, { results: 'alone' });
    const [right, other] = replications.map(({ record }) => record);
    if (right === undefined || other === undefined) throw new Error('both replications have ended');
    const [one, two] = await Promise.all([open(), open()]);
    for (const results of [one, two]) await results.begin(right);
    expect(await one.commit(right)).toEqual(right);
    // The same result a second time is no news, whatever the time that it took.
    expect(await two.commit({ ...right, seconds: 99 })).toMatchObject(right);
    for (const wrong of [
      { ...right, digest: '0123456789abcdef' },
      { ...right, channels: other.channels },
    ]) {
      await two.begin(right);
      const error = (await two.commit(wrong).catch((reason: unknown) => reason)) as Error;
      expect(error).toMatchObject({ code: 'REPLICATION_DIFFERS' });
      expect(error.message).toContain(right.digest);
      expect(error.message).toContain(wrong.digest);
    }
    expect(await one.record(right)).toMatchObject(right);
    // One that has failed does not replace one that has finished, but is replaced by it.
    const failed = { ...other, status: 'FAILED', digest: '' } as const;
    await two.begin(other);
    expect((await two.commit(failed)).status).toBe('FAILED');
    for (const record of [other, failed]) {
      await one.begin(other);
      expect(await one.commit(record)).toMatchObject(other);
    }
    await Promise.all([one.close(), two.close()]);
    expect((await readdir(join(folder, 'shared'))).filter((name) => name.startsWith('.partial'))).toEqual([]);
  });

  it('remove what a killed one has left, and nothing of those that run', async () => {
    await mkdir(join(folder, 'shared/.partial-case-0000-replication-0000-0123456789ab'), { recursive: true });
    await mkdir(join(folder, 'shared/.claims'), { recursive: true });
    await writeFile(join(folder, 'shared/.claims/shard-0123456789ab-000001'), JSON.stringify(gone));
    const experiment = experimentOf({ replications: 4, precision: { ...precision, relative: 0.001 } });
    await Promise.all(shardsOf(2).map((shard) => run(experiment, shard, { delays: [40] })));
    expect((await readdir(join(folder, 'shared'))).filter((name) => name.startsWith('.partial'))).toEqual([]);
    expect((await readdir(join(folder, 'shared/.claims'))).filter((name) => name.startsWith('shard'))).toEqual([]);
    expect(runsIn(await contentOf('shared'))).toBe(4);
  });

  it('run what one on another host was running when it was killed, even if nothing else is left', async () => {
    await mkdir(join(folder, 'shared/.partial-case-0000-replication-0000-0123456789ab'), { recursive: true });
    await mkdir(join(folder, 'shared/.claims'), { recursive: true });
    await writeFile(join(folder, 'shared/.claims/shard-0123456789ab-000001'), JSON.stringify({ ...gone, lease: 1500 }));
    const experiment = experimentOf({ replications: 4, precision: { ...precision, relative: 0.001 } });
    expect(await run(experiment, { index: 2, count: 2 })).toMatchObject({ status: 'FINISHED' });
    expect(runsIn(await contentOf('shared'))).toBe(4);
  });
});

describe('a shared folder', () => {
  const open = (experiment: Experiment, shared: boolean): Promise<ResultsFolder> =>
    ResultsFolder.open(join(folder, 'shared'), experiment, scenario, origin, { shared });

  test.each<[string, Partial<ExperimentOptions>, string]>([
    ['number of replications', { replications: 13 }, 'replications was 12 and is now 13'],
    ['warm-up', { warmup: 2 }, 'warmup was 0 and is now 2'],
    ['response', { responses: { r: ({ mean }) => mean('shop/Ulm/work') } }, 'responses was [] and is now [{"name":"r"'],
    ['case', { cases: [{}, { load: 2 }] }, 'the cases differ'],
  ])('is open to others only with the same %s', async (_, change, why) => {
    const first = await open(experimentOf(), true);
    const refusal = open(experimentOf(change), true);
    await expect(refusal).rejects.toMatchObject({ code: 'RESULTS_DIFFER', message: expect.stringContaining(why) });
    await (await open(experimentOf(), true)).close();
    await first.close();
    await (await open(experimentOf(change), true)).close();
  });

  test('excludes a process that wants it alone, and is excluded by one', async () => {
    const shard = await open(experimentOf(), true);
    await expect(open(experimentOf(), false)).rejects.toMatchObject({ code: 'RESULTS_LOCKED' });
    await shard.close();
    const alone = await open(experimentOf(), false);
    await expect(open(experimentOf(), true)).rejects.toMatchObject({ code: 'RESULTS_LOCKED' });
    await alone.close();
  });

  test('becomes free for others even if a process that closes it cannot tidy up', async () => {
    const first = await open(experimentOf(), true);
    if (first.sharing === undefined) throw new Error('the folder is shared');
    vi.spyOn(first.sharing, 'tidy').mockRejectedValueOnce(new Error('the disk is away'));
    await expect(first.close()).rejects.toThrow('the disk is away');
    await (await open(experimentOf(), false)).close();
  });

  test('is opened by many at the same moment', async () => {
    const opened = await Promise.all(Array.from({ length: 4 }, () => open(experimentOf(), true)));
    await Promise.all(opened.map((results) => results.close()));
    expect((await readdir(join(folder, 'shared'))).sort()).toEqual([
      '.claims',
      'experiment.json',
      'graph.json',
      'identity.json',
    ]);
  });

  test.each([
    [{ index: 0, count: 4 }, 'index is 0; give a whole number from 1 to 4'],
    [{ index: 5, count: 4 }, 'index is 5; give a whole number from 1 to 4'],
    [{ index: 1, count: 0 }, 'count is 0; give a whole number of at least 1'],
  ])('refuses shard %j', async (shard, why) => {
    await expect(run(experimentOf(), shard)).rejects.toThrow(why);
  });

  test.each(['fresh', 'keep'] as const)('refuses to treat existing results as %s', async (existing) => {
    const opening = ResultsFolder.open(join(folder, 'shared'), experimentOf(), scenario, origin, {
      shared: true,
      existing,
    });
    await expect(opening).rejects.toMatchObject({ code: 'ARGUMENT_INVALID' });
    expect(await readdir(folder)).toEqual([]);
  });

  test('is what a shard needs', async () => {
    const experiment = experimentOf();
    const results = await open(experiment, false);
    const { launch } = new WorkersHere(Street, [1]);
    const running = runExperiment(experiment, { scenario, results, shard: { index: 1, count: 2 }, launch });
    await expect(running).rejects.toMatchObject({
      problems: [
        { code: 'ARGUMENT_INVALID', message: expect.stringContaining("open it with 'shared: true'") as string },
      ],
    });
    await results.close();
  });
});
