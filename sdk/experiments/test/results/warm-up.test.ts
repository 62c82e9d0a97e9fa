import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  defineExperiment,
  LogDatabase,
  readResults,
  ResultsFolder,
  type Results,
  type ResultsOptions,
} from '@disco-engine/experiments';
import { ParquetLog } from '@disco-engine/data';
import { Simulation, type ChannelSummary, type Scenario } from '@disco-engine/sdk';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { street, town } from '../../../model/test/logging/shop.js';

const scenario = street() as Scenario;
const origin = { module: 'dist/town.js', export: 'default', command: '' };
const DURATION = 20;

let path: string;
beforeEach(async () => (path = await mkdtemp(join(tmpdir(), 'disco-warm-up-'))));
afterEach(() => rm(path, { recursive: true }));

function open(warmup: number, options?: ResultsOptions): Promise<ResultsFolder> {
  const experiment = defineExperiment(town, { scenario, duration: DURATION, warmup, replications: 2, seed: 3 });
  return ResultsFolder.open(path, experiment, scenario, origin, options);
}

/** @param file for the records; without it they are not kept */
async function run(replication: number, warmup: number, file?: string): Promise<ChannelSummary[]> {
  const sinks = file === undefined ? [] : [new ParquetLog(file)];
  const simulation = await Simulation.create(town, { scenario, seed: 3, replication, log: { sinks, warmup } });
  simulation.until(DURATION);
  const summaries = simulation.summaries(DURATION);
  await simulation.dispose();
  return summaries;
}

async function fill(warmup: number, keep: boolean): Promise<void> {
  const results = await open(warmup);
  for (const replication of [0, 1]) {
    const key = { case: 0, replication };
    const folder = await results.begin(key);
    const channels = await run(replication, warmup, keep ? join(folder, 'log.parquet') : undefined);
    await results.commit({
      ...key,
      status: 'FINISHED',
      digest: '0123456789abcdef',
      epoch: DURATION,
      activations: 1,
      events: 1,
      seconds: 1,
      workers: [],
      channels,
      log: keep ? 'log.parquet' : null,
      logFailure: null,
      error: null,
    });
  }
  await results.close();
}

async function read(): Promise<Results> {
  const logs = await LogDatabase.open();
  return readResults(path, logs).finally(() => logs.close());
}

test.each([0, 3.5, 19])('another warm-up gives the figures of a run with that warm-up: %s', async (warmup) => {
  await fill(5, true);
  const results = await open(warmup);
  for (const replication of [0, 1]) {
    const record = await results.record({ case: 0, replication });
    expect(record?.channels.map(({ kind }) => kind)).toContain('vector');
    expect(record?.channels).toEqual(await run(replication, warmup));
  }
  await results.close();
  const { experiment, runs, older } = await read();
  expect([experiment.warmup, runs.length, older]).toEqual([warmup, 2, []]);
});

test('replications without records are not mixed with others: rejected, or marked', async () => {
  await fill(5, false);
  await expect(open(3)).rejects.toMatchObject({
    code: 'RESULTS_DIFFER',
    message: expect.stringMatching(
      /warmup was 5 and is now 3, but not all replications have kept their records/,
    ) as string,
  });
  await (await open(3, { existing: 'keep' })).close();
  expect((await read()).older.map(({ differs }) => differs)).toEqual([
    'warmup was 5 and is now 3, but not all replications have kept their records',
    'warmup was 5 and is now 3, but not all replications have kept their records',
  ]);
});

test('a folder with replications of different warm-ups is not read', async () => {
  await fill(5, true);
  const file = join(path, 'experiment.json');
  const description = JSON.parse(await readFile(file, 'utf8')) as object;
  await writeFile(file, JSON.stringify({ ...description, warmup: 3, summarising: true }));
  await expect(read()).rejects.toMatchObject({ code: 'RESULTS_INVALID', problems: [{ code: 'FIELD_INVALID' }] });
  await (await open(5)).close();
  expect((await read()).runs).toHaveLength(2);
});
