import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Cluster } from '@disco-engine/cluster';
import {
  defineExperiment,
  readRecord,
  replicate,
  ResultsFolder,
  runExperiment,
  type Experiment,
  type ExperimentOptions,
  type ReplicationProgress,
  type ReplicationRecord,
  type RunFacts,
} from '@disco-engine/experiments';
import type { Scenario } from '@disco-engine/sdk';

interface Fixture {
  readonly pairs: Experiment;
  readonly default: Experiment;
  readonly responses: NonNullable<ExperimentOptions['responses']>;
}

const module = new URL('../fixtures/logging-experiment.mjs', import.meta.url);

/** A record without times, as JSON keeps it; empty fields may be left out. */
function bitsOf(record: RunFacts | ReplicationRecord): unknown {
  // Quantiles are only kept by readers of the file of records.
  const bits = { ...record, seconds: 0, workers: [], log: null, identity: 0, quantiles: {} };
  const isEmpty = (value: unknown): boolean => typeof value === 'object' && Object.keys(value ?? {}).length === 0;
  return JSON.parse(JSON.stringify(bits, (_, value: unknown) => (isEmpty(value) ? undefined : value)));
}

it('replicate gives the same results as an experiment with a folder, bit for bit', async () => {
  const { pairs, responses } = (await import(module.href)) as Fixture;
  const scenario = pairs.scenario as Scenario;
  const folder = await mkdtemp(join(tmpdir(), 'disco-replicate-test-'));
  const origin = { module: module.href, export: 'pairs', command: '' };
  const results = await ResultsFolder.open(folder, pairs, scenario, origin);
  const launch = (workers: number): Promise<Cluster> =>
    Cluster.launch({ workers, transport: 'in-process', model: { module, export: 'pairs' } });
  const progress = await runExperiment(pairs, { scenario, results, launch, side: 2 });
  await results.close();
  const asked = { responses, cases: pairs.cases.map(({ parameters }) => parameters), workers: 2 };
  // What an experiment has beyond the settings of `replicate` is refused there.
  const { model: _model, modelName: _modelName, log: _log, ...settings } = pairs;
  const options = { ...settings, scenario, ...asked };
  const { cases, notes } = await replicate(pairs.model, options);
  const runs = cases.flatMap(({ replications }) => replications);
  expect(runs.length).toBeLessThan(40);
  const records = await Promise.all(progress.replications.map((key) => readRecord(folder, key)));
  expect(runs.every(({ responses: own = {} }) => Object.keys(own).length === 4)).toBe(true);
  expect(runs.map(bitsOf)).toEqual(records.map((record) => record && bitsOf(record)));
  expect(notes).toEqual(progress.notes);
  // Each case and each pair has its own random numbers; the replications of a pair share theirs.
  expect(new Set(runs.map(({ digest }) => digest)).size).toBe(runs.length);
  await rm(folder, { recursive: true });
});

it('a response of an unknown channel ends an experiment, and loses no results', async () => {
  const { default: usual } = (await import(module.href)) as Fixture;
  const scenario = usual.scenario as Scenario;
  const folder = await mkdtemp(join(tmpdir(), 'disco-response-test-'));
  const origin = { module: module.href, export: 'default', command: '' };
  const launch = (workers: number): Promise<Cluster> =>
    Cluster.launch({ workers, transport: 'in-process', model: { module, export: 'default' } });
  const run = async (channel: string): Promise<readonly ReplicationProgress[]> => {
    const { model, name, duration, warmup, seed, replications } = usual;
    const options = { name, scenario, duration, warmup, seed, replications, responses: { size: { channel } } };
    const experiment = defineExperiment(model, options);
    const results = await ResultsFolder.open(folder, experiment, scenario, origin);
    const running = runExperiment(experiment, { scenario, results, launch, side: 1 });
    return (await running.finally(() => results.close())).replications;
  };
  await expect(run('station/3/sise')).rejects.toMatchObject({
    code: 'CHANNEL_UNKNOWN',
    message: expect.stringContaining("did you mean 'station/3/size'?") as string,
  });
  const first = await readRecord(folder, { case: 0, replication: 0 });
  const [again, ...others] = await run('station/3/size');
  expect(others).toHaveLength(3);
  // Unchanged, except for the response.
  expect(again.record).toEqual({ ...first, responses: { size: expect.any(Number) as number } });
  await rm(folder, { recursive: true });
});
