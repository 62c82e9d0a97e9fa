import { join } from 'node:path';
import {
  defineExperiment,
  ResultsFolder,
  type ExperimentDescription,
  type ReplicationKey,
  type ReplicationRecord,
  type ResultsOptions,
} from '@disco-engine/experiments';
import { RandomStreams } from '@disco-engine/kernel';
import { Node, OnEvent, ScenarioBuilder, simproc, type ChannelSummary } from '@disco-engine/sdk';
import { expect, test } from 'vitest';
import type { FolderAccess } from '../../src/results/results-folder.js';
import { modelOf } from '../../../model/test/model-of.js';
import { PowerLossDisk, PowerLost } from './power-loss-disk.js';

const tick = simproc('tick');

@Node('n')
class Counter {
  @OnEvent(tick)
  go(): void {}
}

const Model = modelOf({ simprocs: [tick], nodes: [Counter] });
const scenario = new ScenarioBuilder('s').vertex('n', 'a').build();
const experimentOf = (seed: number, warmup = 0, cost?: number): ReturnType<typeof defineExperiment> => {
  const responses = cost === undefined ? {} : { cost: { value: () => cost, unit: `of ${cost}` } };
  return defineExperiment(Model, { scenario, duration: 10, replications: 4, seed, warmup, responses });
};
const origin = { module: 'dist/model.js', export: 'default', command: '' };
const KEYS = [0, 1, 2, 3].map((replication) => ({ case: 0, replication }));

const logOf = ({ replication }: ReplicationKey): string => `PAR1 the records of ${replication} PAR1`;

function recordOf(key: ReplicationKey): ReplicationRecord {
  return {
    ...key,
    status: 'FINISHED',
    digest: `000000000000000${key.replication}`,
    epoch: 10,
    activations: 1,
    events: 1,
    seconds: 1,
    workers: [],
    channels: [],
    log: 'log.parquet',
    logFailure: null,
    error: null,
  };
}

/** A claim that nobody contests, because there is only one process. */
const claim = { check: () => Promise.resolve(), release: () => Promise.resolve() };

/** Summaries of every log, whatever it contains. */
function channelsOf(warmup: number): ChannelSummary[] {
  const channel = { node: 'n/a', name: 'level', kind: 'tally', unit: '', labels: {} } as const;
  return [{ ...channel, count: 1, mean: warmup, deviation: null, minimum: null, maximum: null, last: null }];
}

interface Opening extends ResultsOptions {
  readonly warmup?: number;
  /** Value of the declared response. */
  readonly cost?: number;
}

function open(disk: PowerLossDisk, seed: number, { warmup, cost, ...options }: Opening = {}): Promise<ResultsFolder> {
  const access: FolderAccess = {
    files: disk,
    claim: () => Promise.resolve(claim),
    share: () => Promise.reject(new Error('nobody shares the folder')),
    summarising: (use) => use((_, after) => Promise.resolve(channelsOf(after))),
  };
  return ResultsFolder.openOn(access, '/data/results', experimentOf(seed, warmup, cost), scenario, origin, options);
}

/** Creates the missing replications. @param kept called with each that is reported to be on disk */
async function fill(results: ResultsFolder, disk: PowerLossDisk, kept: Set<number>): Promise<void> {
  for (const key of KEYS) {
    if ((await results.record(key)) !== undefined) continue;
    expect(kept.has(key.replication)).toBe(false);
    const folder = await results.begin(key);
    await disk.write(join(folder, 'log.parquet'), logOf(key));
    await results.commit(recordOf(key));
    kept.add(key.replication);
  }
  await results.close();
}

async function untilPowerLost(action: () => Promise<void>): Promise<void> {
  await action().catch((error: unknown) => {
    const cause = error instanceof Error ? error.cause : undefined;
    if (!(error instanceof PowerLost || cause instanceof PowerLost)) throw error;
  });
}

/** Every replication that counts has all its records. */
async function whole(results: ResultsFolder, disk: PowerLossDisk): Promise<number[]> {
  const found: number[] = [];
  for (const key of KEYS) {
    if ((await results.record(key)) === undefined) continue;
    found.push(key.replication);
    const path = `/data/results/case-0000/replication-000${key.replication}/log.parquet`;
    expect(new TextDecoder().decode(await disk.read(path))).toBe(logOf(key));
  }
  return found;
}

async function calmOperations(): Promise<number> {
  const disk = new PowerLossDisk(() => 0);
  await fill(await open(disk, 1), disk, new Set());
  return disk.operations;
}

test('whenever power fails, whatever counts is complete, whatever was kept is there, and the rest is created once', async () => {
  const most = await calmOperations();
  for (let round = 0; round < 300; round++) {
    const random = new RandomStreams({ masterSeed: round, replication: 0 }).open('power', 'loss');
    const uniform = (): number => random.uniform();
    const kept = new Set<number>();
    const disk = new PowerLossDisk(uniform, Math.floor(uniform() * most));
    await untilPowerLost(async () => fill(await open(disk, 1), disk, kept));
    // And again while it continues.
    disk.restart(Math.floor(uniform() * most));
    await untilPowerLost(async () => {
      const results = await open(disk, 1);
      expect(await whole(results, disk)).toEqual(expect.arrayContaining([...kept]));
      await fill(results, disk, kept);
    });
    disk.restart();
    const results = await open(disk, 1);
    expect(await whole(results, disk)).toEqual(expect.arrayContaining([...kept]));
    await fill(results, disk, kept);
    expect(await whole(results, disk)).toEqual([0, 1, 2, 3]);
    expect((await disk.list('/data/results'))?.filter((name) => name.startsWith('.partial-'))).toEqual([]);
  }
});

test('whenever power fails while results are moved aside, none are lost and none are mixed', async () => {
  for (let round = 0; round < 100; round++) {
    const random = new RandomStreams({ masterSeed: round, replication: 1 }).open('power', 'loss');
    const uniform = (): number => random.uniform();
    const disk = new PowerLossDisk(uniform);
    await fill(await open(disk, 1), disk, new Set());
    disk.restart(Math.floor(uniform() * 40));
    await untilPowerLost(async () => void (await open(disk, 2, { existing: 'fresh' })));
    disk.restart();
    // Either the old results are unchanged, or the new ones have begun, or some were moved and the command is repeated.
    const results = await open(disk, 2).catch(() => open(disk, 2, { existing: 'fresh' }));
    expect(await whole(results, disk)).toEqual([]);
    const aside = await Promise.all(
      ['older-0001', 'older-0002'].map((name) => disk.list(`/data/results/${name}/case-0000`)),
    );
    expect(new Set(aside.flatMap((names) => names ?? [])).size).toBe(4);
  }
});

test('whenever power fails while the warm-up is changed, the next process to open the folder completes the change', async () => {
  for (let round = 0; round < 100; round++) {
    const random = new RandomStreams({ masterSeed: round, replication: 2 }).open('power', 'loss');
    const uniform = (): number => random.uniform();
    const disk = new PowerLossDisk(uniform);
    await fill(await open(disk, 1), disk, new Set());
    disk.restart(Math.floor(uniform() * 60));
    await untilPowerLost(async () => void (await open(disk, 1, { warmup: 2 })));
    disk.restart();
    // Even if the user has changed their mind since.
    const warmup = round % 2 === 0 ? 2 : 0;
    const results = await open(disk, 1, { warmup });
    const records = await Promise.all(KEYS.map((key) => results.record(key)));
    const means = new Set(records.map((record) => record?.channels[0]?.mean ?? 0));
    expect(means).toEqual(new Set([warmup]));
  }
});

test('whenever power fails while a response is changed, no response is mistaken for another', async () => {
  const costsOf = async (disk: PowerLossDisk): Promise<unknown[]> =>
    Promise.all(
      KEYS.map(async ({ replication }) => {
        const bytes = await disk.read(`/data/results/case-0000/replication-000${replication}/run.json`);
        return (JSON.parse(new TextDecoder().decode(bytes)) as ReplicationRecord).responses?.cost;
      }),
    );
  let mixed = 0;
  for (let round = 0; round < 100; round++) {
    const random = new RandomStreams({ masterSeed: round, replication: 3 }).open('power', 'loss');
    const uniform = (): number => random.uniform();
    const disk = new PowerLossDisk(uniform);
    await fill(await open(disk, 1, { cost: 1 }), disk, new Set());
    disk.restart(Math.floor(uniform() * 60));
    await untilPowerLost(async () => void (await open(disk, 1, { cost: 2 })));
    disk.restart();
    // A reader now gets an error: not all values belong to the described response.
    const { responses, evaluating = false } = JSON.parse(
      new TextDecoder().decode(await disk.read('/data/results/experiment.json')),
    ) as ExperimentDescription;
    const costs = await costsOf(disk);
    if (evaluating) mixed += 1;
    else expect(costs).toEqual(KEYS.map(() => (responses[0].unit === 'of 1' ? 1 : 2)));
    const cost = round % 2 === 0 ? 2 : 1;
    await (await open(disk, 1, { cost })).close();
    expect(await costsOf(disk)).toEqual(KEYS.map(() => cost));
  }
  expect(mixed).toBeGreaterThan(10);
});
