import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  statusOfWhole,
  type Experiment,
  type ExperimentStatus,
  type ExperimentProgress,
  ResultsFolder,
  startExperiment,
  type ExperimentRun,
} from '@disco-engine/experiments';
import { type Scenario } from '@disco-engine/sdk';
import { Cluster } from '@disco-engine/cluster';

const module = new URL('../fixtures/ring-experiment.mjs', import.meta.url);

let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'disco-statuses-test-'))));
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Started {
  readonly run: ExperimentRun;
  readonly told: ExperimentProgress[];
  readonly results: ResultsFolder;
}

/** Starts an experiment of the fixture on this thread, and records its progress. */
async function start(name: string, into: string, signal?: AbortSignal): Promise<Started> {
  const exported = (await import(module.href)) as Record<string, Experiment>;
  const experiment = exported[name];
  const scenario = experiment.scenario as Scenario;
  const origin = { module: module.href, export: name, command: '' };
  const results = await ResultsFolder.open(join(folder, into), experiment, scenario, origin);
  const told: ExperimentProgress[] = [];
  const onProgress = (progress: ExperimentProgress): void => void told.push(progress);
  const launch = (workers: number): Promise<Cluster> =>
    Cluster.launch({ workers, transport: 'in-process', model: { module, export: name } });
  const options = { scenario, results, launch, side: 2, signal, onProgress } as const;
  return { run: await startExperiment(experiment, options), told, results };
}

const NEXT: Readonly<Partial<Record<ExperimentStatus, readonly ExperimentStatus[]>>> = {
  SUBMITTED: ['ASSIGNED'],
  ASSIGNED: ['LOADED'],
  LOADED: ['INITIALIZED'],
  INITIALIZED: ['ACTIVE'],
  ACTIVE: ['PAUSED', 'FINISHED'],
  PAUSED: ['ACTIVE'],
  FINISHED: [],
};

/** A sequence of statuses without repetitions. */
function historyOf(
  told: readonly ExperimentProgress[],
  of: (progress: ExperimentProgress) => ExperimentStatus,
): ExperimentStatus[] {
  return told.map(of).filter((status, at, all) => status !== all[at - 1]);
}

function expectLegal(history: readonly ExperimentStatus[]): void {
  expect(history[0]).toBe('SUBMITTED');
  for (const [at, status] of history.slice(1).entries()) expect(NEXT[history[at]], history.join()).toContain(status);
  expect(history.at(-1)).toBe('FINISHED');
}

describe('the statuses of an experiment', () => {
  it('lead each partition from SUBMITTED to FINISHED, and determine those of the whole', async () => {
    const { run, told, results } = await start('shared', 'legal');
    await run.finished;
    await results.close();
    for (let replication = 0; replication < 6; replication++) {
      for (const worker of [0, 1])
        expectLegal(historyOf(told, (progress) => progress.replications[replication].partitions[worker]));
    }
    for (const { status, replications } of told) {
      expect(status).toBe(statusOfWhole(replications.map((one) => one.status)));
      for (const one of replications) expect(one.status).toBe(statusOfWhole(one.partitions));
    }
    expect(historyOf(told, ({ status }) => status)).toEqual(
      expect.arrayContaining(['SUBMITTED', 'ACTIVE', 'FINISHED']),
    );
  });

  it('are PAUSED while it is held; nothing moves, and the results do not change', async () => {
    const undisturbed = await start('shared', 'undisturbed');
    const expected = await undisturbed.run.finished;
    await undisturbed.results.close();
    const { run, told, results } = await start('slow', 'held');
    while (told.at(-1)?.replications.every(({ status }) => status !== 'ACTIVE') ?? true)
      await new Promise((resolve) => setImmediate(resolve));
    await run.pause();
    const held = run.progress;
    expect(held.replications.filter(({ status }) => status === 'PAUSED').length).toBeGreaterThan(0);
    await new Promise((resolve) => setTimeout(resolve, 100));
    const { replications } = run.progress;
    expect(replications.map(({ record }) => record)).toEqual(held.replications.map(({ record }) => record));
    expect(replications.every(({ status }) => status !== 'ACTIVE')).toBe(true);
    await run.resume();
    const { status, replications: ended } = await run.finished;
    await results.close();
    expect(status).toBe('FINISHED');
    expect(ended.map(({ record }) => record?.digest)).toEqual(
      expected.replications.slice(0, 3).map(({ record }) => record?.digest),
    );
  });

  it('end when it is canceled while it is held', async () => {
    const stop = new AbortController();
    const { run, results } = await start('slow', 'canceled', stop.signal);
    await run.pause();
    stop.abort();
    const { status, replications } = await run.finished;
    await results.close();
    expect(status).toBe('CANCELED');
    for (const one of replications) expect(['CANCELED', 'FINISHED']).toContain(one.status);
  });
});
