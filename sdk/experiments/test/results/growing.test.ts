import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  defineExperiment,
  LogDatabase,
  readDescription,
  readResults,
  ResultsFolder,
  type ExperimentOptions,
  type ReplicationKey,
  type ReplicationRecord,
  type ResultsOptions,
} from '@disco-engine/experiments';
import { Node, OnEvent, ScenarioBuilder, simproc, type Scenario } from '@disco-engine/sdk';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { modelOf } from '../../../model/test/model-of.js';
import { thrownBy } from '../../../model/test/refusal.js';

const tick = simproc('tick');

@Node('n')
class Counter {
  @OnEvent(tick)
  go(): void {}
}

let factor: unknown;
class Settings {
  factor = factor;
  load = 0.8;
}

const Mix = modelOf({ simprocs: [tick], nodes: [Counter], parameters: Settings });

function scenarioOf(demand = 8, vertex = 'a'): Scenario {
  return new ScenarioBuilder('s').vertex('n', vertex, { demand }).build();
}

let path: string;
beforeEach(async () => {
  factor = 1;
  path = await mkdtemp(join(tmpdir(), 'disco-growing-'));
});
afterEach(() => rm(path, { recursive: true }));

interface Change extends Partial<ExperimentOptions>, ResultsOptions {
  readonly scenario?: Scenario;
}

function open({ existing, scenario = scenarioOf(), ...options }: Change = {}): Promise<ResultsFolder> {
  const experiment = defineExperiment(Mix, { scenario, duration: 10, replications: 3, seed: 7, ...options });
  const origin = { module: 'dist/mix.js', export: 'default', command: '' };
  return ResultsFolder.open(path, experiment, scenario, origin, { existing });
}

const ENDED = {
  status: 'FINISHED',
  digest: '0123456789abcdef',
  epoch: 10,
  activations: 10,
  events: 10,
  seconds: 0.1,
  workers: [],
  channels: [],
  log: null,
  logFailure: null,
  error: null,
} as const satisfies Omit<ReplicationRecord, keyof ReplicationKey>;

/** Opens the folder and completes these replications in it. */
async function fill(replications: readonly number[], change: Change = {}): Promise<ResultsFolder> {
  const results = await open(change);
  for (const replication of replications) {
    await results.begin({ case: 0, replication });
    await results.commit({ ...ENDED, case: 0, replication });
  }
  await results.close();
  return results;
}

describe('results that do not match', () => {
  test.each<[string, () => Change, RegExp]>([
    [
      'other data',
      () => ({ scenario: scenarioOf(80) }),
      /: the data of the scenario has changed: node type n, column demand has different values; choose/,
    ],
    ['another structure', () => ({ scenario: scenarioOf(8, 'b') }), /: the structure of the scenario has changed/],
    ['another default', () => ((factor = 2), {}), /: the default of parameter 'factor' was 1 and is now 2; choose/],
    [
      'a default that was a number',
      () => ((factor = 1n), {}),
      /: the default of parameter 'factor' was 1 and is now 1n; choose/,
    ],
    [
      'a missing case',
      () => ({ parameters: { load: 0.9 } }),
      /: the folder has cases that the experiment does not list: case 0 \(all defaults\); choose/,
    ],
  ])('are rejected, with the difference in one line: %s', async (_, change, told) => {
    await fill([0, 1, 2]);
    const wanted = { replications: 6, ...change() };
    const refusal = await open(wanted).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: 'RESULTS_DIFFER', message: expect.stringMatching(told) as string });
    expect((refusal as Error).message.length).toBeLessThan(500);
    // The folder is unchanged.
    factor = 1;
    await fill([]);
  });

  test('are moved aside as a whole for a fresh start', async () => {
    await fill([0, 1]);
    for (const [number, demand] of [80, 800].entries()) {
      const results = await fill([0], { scenario: scenarioOf(demand), existing: 'fresh' });
      expect(await results.record({ case: 0, replication: 1 })).toBeUndefined();
      const aside = join(path, `older-000${number + 1}`);
      expect((await readdir(aside)).sort()).toEqual(['case-0000', 'experiment.json', 'graph.json', 'identity.json']);
      expect(await readdir(join(aside, 'case-0000'))).toHaveLength(number === 0 ? 2 : 1);
      await readDescription(aside);
    }
  });

  test('are kept on request, and the reader reports which are older, and why', async () => {
    await fill([0, 1]);
    await fill([2], { scenario: scenarioOf(80), existing: 'keep' });
    factor = 2;
    await fill([3], { scenario: scenarioOf(80), replications: 4, existing: 'keep' });
    const logs = await LogDatabase.open();
    const { older, runs } = await readResults(path, logs).finally(() => logs.close());
    const data = 'the data of the scenario has changed: node type n, column demand has different values';
    expect(runs).toHaveLength(4);
    expect(older).toEqual([
      { case: 0, replication: 0, differs: data },
      { case: 0, replication: 1, differs: data },
      { case: 0, replication: 2, differs: "the default of parameter 'factor' was 1 and is now 2" },
    ]);
    // They match the current experiment.
    await fill([], { scenario: scenarioOf(80), replications: 4 });
  });

  test('may have a shorter duration', async () => {
    await fill([0, 1]);
    await fill([2, 3], { duration: 20, replications: 4, existing: 'keep' });
    const logs = await LogDatabase.open();
    const { older, experiment } = await readResults(path, logs).finally(() => logs.close());
    expect(experiment.duration).toBe(20);
    expect(older).toEqual(
      [0, 1].map((replication) => ({ case: 0, replication, differs: 'duration was 10 and is now 20' })),
    );
  });

  test('are no longer reported once they have been replaced', async () => {
    await fill([0, 1]);
    await fill([0, 1, 2], { scenario: scenarioOf(80), existing: 'keep' });
    const logs = await LogDatabase.open();
    expect((await readResults(path, logs).finally(() => logs.close())).older).toEqual([]);
  });
});

describe('cases', () => {
  test('keep their numbers when others are added, wherever these are listed', async () => {
    await fill([0], { parameters: { load: [0.8, 0.9] } });
    const { cases } = await fill([], { parameters: { load: [0.7, 0.9, 0.8, 0.95] } });
    expect(cases.map(({ number, parameters: { load } }) => [number, load])).toEqual([
      [0, 0.8],
      [1, 0.9],
      [2, 0.7],
      [3, 0.95],
    ]);
    expect((await readDescription(path)).cases).toEqual(cases);
  });

  test('match if they spell out what was a default', async () => {
    await fill([0]);
    const { cases } = await fill([], { parameters: { load: [0.9, 0.8] } });
    expect(cases.map(({ parameters: { load } }) => load)).toEqual([0.8, 0.9]);
  });

  test('with values that JSON cannot express are kept, and found again', async () => {
    const parameters = { factor: [Infinity, NaN, 5n, -0, 0] };
    factor = null;
    await fill([0], { parameters });
    expect((await readDescription(path)).cases.map((one) => one.parameters.factor)).toEqual(parameters.factor);
    expect((await fill([], { parameters })).cases).toHaveLength(5);
  });

  test.each([
    [{ parameters: { load: [1, 1] } }, 'cases 0 and 1 have the same parameters'],
    [{ cases: [{}, { load: 0.5 }, { load: 0.8 }] }, 'cases 0 and 2 have the same parameters'],
  ])('that are equal are refused: %j', (options, told) => {
    const experiment = (): unknown => defineExperiment(Mix, { scenario: scenarioOf(), duration: 1, ...options });
    expect(thrownBy(experiment)).toMatchObject({
      code: 'EXPERIMENT_INVALID',
      problems: [{ code: 'ARGUMENT_INVALID', message: expect.stringContaining(told) as string }],
    });
  });
});

describe('a folder that cannot be read', () => {
  test.each([
    ['cut short', (text: string) => text.slice(0, 100), 'it is not JSON ('],
    ['with a wrong field', (text: string) => text.replace('"seed": 7', '"seed": "x"'), 'seed is "x"; it must be'],
  ])('says which file is %s, and never to remove results', async (_, damage, told) => {
    await fill([0, 1]);
    const file = join(path, 'experiment.json');
    await writeFile(file, damage(await readFile(file, 'utf8')));
    const refusal = (await open().catch((error: unknown) => error)) as Error;
    expect(refusal).toMatchObject({ code: 'RESULTS_INVALID', place: { file } });
    expect(refusal.message).toContain(`${file}: ${told}`);
    expect(refusal.message).not.toMatch(/remove/);
    const logs = await LogDatabase.open();
    const unread = (await readResults(path, logs).catch((error: unknown) => error)) as Error;
    logs.close();
    expect(unread).toMatchObject({ code: 'RESULTS_INVALID' });
    expect(unread.message).not.toMatch(/remove/);
    // With --keep, existing results are not lost.
    const results = await fill([], { existing: 'keep' });
    expect(await results.record({ case: 0, replication: 1 })).toMatchObject({ status: 'FINISHED' });
  });

  test('because it has no identity, as in version 0.1.0, is rejected with a reason, but can be read', async () => {
    await fill([0]);
    await rm(join(path, 'identity.json'));
    await expect(open()).rejects.toThrow('there is no identity.json to identify their code');
    const logs = await LogDatabase.open();
    expect((await readResults(path, logs).finally(() => logs.close())).older).toEqual([]);
    await fill([1], { existing: 'keep' });
  });

  test('does not count incomplete replications', async () => {
    const results = await fill([0, 1]);
    const place = join(path, 'case-0000/replication-0000');
    await writeFile(join(place, 'run.json'), '{"status":"FINISHED"}');
    expect(await results.record({ case: 0, replication: 0 })).toBeUndefined();
    await writeFile(join(place, 'run.json'), JSON.stringify({ ...ENDED, case: 0, replication: 0, log: 'log.parquet' }));
    for (const content of [undefined, '', 'PAR1', 'PAR1 and no end']) {
      if (content !== undefined) await writeFile(join(place, 'log.parquet'), content);
      const whole = content === 'PAR1';
      expect((await results.record({ case: 0, replication: 0 })) !== undefined).toBe(whole);
    }
  });
});
