import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Cluster } from '@disco-engine/cluster';
import {
  readRecord,
  replicate,
  ResultsFolder,
  runExperiment,
  type Experiment,
  type ReplicationRecord,
  type RunFacts,
} from '@disco-engine/experiments';
import type { Scenario } from '@disco-engine/sdk';

const module = new URL('../fixtures/logging-experiment.mjs', import.meta.url);

/** What does not come from the clock, as JSON keeps it; what is empty may be left out. */
function bitsOf(record: RunFacts | ReplicationRecord): unknown {
  const bits = { ...record, seconds: 0, workers: [], log: null, identity: 0 };
  const isEmpty = (value: unknown): boolean => typeof value === 'object' && Object.keys(value ?? {}).length === 0;
  return JSON.parse(JSON.stringify(bits, (_, value: unknown) => (isEmpty(value) ? undefined : value)));
}

it('replicate has the results of an experiment with a folder, bit for bit', async () => {
  const { pairs } = (await import(module.href)) as Record<string, Experiment>;
  const scenario = pairs.scenario as Scenario;
  const folder = await mkdtemp(join(tmpdir(), 'disco-replicate-test-'));
  const origin = { module: module.href, export: 'pairs', command: '' };
  const results = await ResultsFolder.open(folder, pairs, scenario, origin);
  const launch = (workers: number): Promise<Cluster> =>
    Cluster.launch({ workers, transport: 'in-process', model: { module, export: 'pairs' } });
  const progress = await runExperiment(pairs, { scenario, results, launch, side: 2 });
  await results.close();
  const asked = { responses: {}, cases: pairs.cases.map(({ parameters }) => parameters), workers: 2 };
  const options = { ...pairs, scenario, ...asked };
  const { cases, notes } = await replicate(pairs.model, options);
  const runs = cases.flatMap(({ replications }) => replications);
  expect(runs.length).toBeLessThan(40);
  const records = await Promise.all(progress.replications.map((key) => readRecord(folder, key)));
  expect(runs.map(bitsOf)).toEqual(records.map((record) => record && bitsOf(record)));
  expect(notes).toEqual(progress.notes);
  // Cases have random numbers of their own, and so have pairs, but not the replications of a pair.
  expect(new Set(runs.map(({ digest }) => digest)).size).toBe(runs.length);
  await rm(folder, { recursive: true });
});
