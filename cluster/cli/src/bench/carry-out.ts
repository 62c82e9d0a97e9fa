import { entryAt } from '@disco-engine/kernel';
import { type ReplicationRecord, ResultsFolder, runExperiment } from '@disco-engine/experiments';
import { fewSeries, longRuns, manySeries, shortRuns } from './experiments.js';
import { Cluster } from '@disco-engine/cluster';

/** The module from which workers load the experiments. */
export const MODULE = new URL('experiments.js', import.meta.url);

/** By the names of their exports. */
const EXPERIMENTS = { longRuns, shortRuns, manySeries, fewSeries };

export type ExperimentName = keyof typeof EXPERIMENTS;

/** The cost of one run of an experiment. */
export interface Outcome {
  /** From the start of the first worker to the end of the last. */
  readonly seconds: number;
  readonly replications: readonly Stages[];
  readonly digests: readonly string[];
}

/** Milliseconds of one replication. */
export interface Stages {
  /** Until it is active: the worker gets the scenario and makes the nodes. */
  readonly begin: number;
  readonly active: number;
  /** From then until its record exists: summaries are computed, and the Parquet file is written. */
  readonly end: number;
}

/**
 * Runs an experiment in a new folder, on threads.
 *
 * @param side how many replications run side by side
 * @throws Error where not all replications finish
 */
export async function carryOut(name: ExperimentName, folder: string, side: number): Promise<Outcome> {
  const experiment = EXPERIMENTS[name];
  const { scenario: source } = experiment;
  if (typeof source !== 'function') throw new Error(`experiment '${name}' does not make its scenario by a function`);
  const scenario = await source();
  const origin = { module: MODULE.pathname, export: name, command: 'npm run -s bench:experiment' };
  const results = await ResultsFolder.open(folder, experiment, scenario, origin);
  /** By replication of the only case, the time at which each status was first seen. */
  const seen = Array.from({ length: experiment.replications }, () => new Map<string, number>());
  const start = performance.now();
  const progress = await runExperiment(experiment, {
    scenario,
    results,
    side,
    launch: (workers) => Cluster.launch({ workers, model: { module: MODULE, export: name } }),
    onProgress: ({ replications }) => {
      for (const { replication, status, record } of replications) {
        const moment = record === undefined ? status : 'RECORDED';
        const moments = entryAt(seen, replication);
        if (!moments.has(moment)) moments.set(moment, performance.now());
      }
    },
  });
  const seconds = (performance.now() - start) / 1000;
  await results.close();
  if (progress.status !== 'FINISHED')
    throw new Error(`experiment '${name}' is ${progress.status}: ${reasonOf(progress.replications)}`);
  return {
    seconds,
    replications: seen.map(stagesOf),
    digests: progress.replications.map(({ record }) => record?.digest ?? ''),
  };
}

function stagesOf(seen: ReadonlyMap<string, number>): Stages {
  const at = (status: string): number => seen.get(status) ?? NaN;
  return {
    begin: at('ACTIVE') - at('ASSIGNED'),
    active: at('FINISHED') - at('ACTIVE'),
    end: at('RECORDED') - at('FINISHED'),
  };
}

function reasonOf(replications: readonly { readonly record?: ReplicationRecord | undefined }[]): string {
  return replications.map(({ record }) => record?.error?.message).find((message) => message !== undefined) ?? '';
}
