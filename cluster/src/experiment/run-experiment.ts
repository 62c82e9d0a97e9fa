import { availableParallelism } from 'node:os';
import type { Experiment, Scenario } from '@disco-engine/sdk';
import { Cluster } from '../launch/cluster.js';
import type { TransportKind } from '../worker/run-spec.js';
import type { ExperimentProgress } from './progress.js';
import { replicate, type ReplicateOptions } from './replicate.js';
import type { ReplicationRecord } from './replication.js';
import { Schedule } from './schedule.js';
import type { ResultsFolder } from './results-folder.js';

export interface ExperimentRunOptions {
  /** What the experiment names, loaded. */
  readonly scenario: Scenario;
  /** The module that exports the experiment, which every worker loads, and the name of the export. */
  readonly module: { readonly module: URL | string; readonly export: string };
  readonly results: ResultsFolder;
  /** How workers are joined, and so where they live: on threads by default. See `LaunchOptions.transport`. */
  readonly transport?: TransportKind | undefined;
  /** How many replications run side by side; as many as the cores allow by default. */
  readonly side?: number | undefined;
  /** Cancels what runs; what has finished is kept. */
  readonly signal?: AbortSignal | undefined;
  /** Told after each change of a status, and now and then how far a replication is. */
  readonly onProgress?: ((progress: ExperimentProgress) => void) | undefined;
}

/**
 * Runs the replications of an experiment that its results folder does not have yet, those that have failed included. A replication
 * that fails does not stop the others.
 *
 * @returns how far it is in the end
 * @throws what keeps every replication from running, such as `LAUNCH_INVALID`; `UNKNOWN_CHANNEL` where the precision is that of none
 */
export async function runExperiment(
  experiment: Experiment,
  options: ExperimentRunOptions,
): Promise<ExperimentProgress> {
  const known = await readRecords(experiment, options.results);
  const schedule = new Schedule(experiment, ({ case: number, replication }) => known[number][replication]);
  const tell = (): void => options.onProgress?.(schedule.progress);
  tell();
  const usual = Math.max(1, Math.floor(availableParallelism() / experiment.workers));
  const sides = Math.min(options.side ?? usual, schedule.waiting);
  const stop = new AbortController();
  const signal = options.signal === undefined ? stop.signal : AbortSignal.any([options.signal, stop.signal]);
  const running = Array.from({ length: sides }, async () => {
    try {
      await runSide(experiment, schedule, { ...options, signal }, tell);
    } catch (error) {
      stop.abort(error);
    }
  });
  await Promise.all(running);
  if (stop.signal.aborted) throw stop.signal.reason;
  schedule.cancel();
  tell();
  return schedule.progress;
}

/** Runs one replication after the other on workers of its own, until none is left. */
async function runSide(
  experiment: Experiment,
  schedule: Schedule,
  options: ExperimentRunOptions & { readonly signal: AbortSignal },
  tell: () => void,
): Promise<void> {
  const { results, scenario, transport, module: model } = options;
  let cluster: Cluster | undefined;
  try {
    while (!options.signal.aborted) {
      const next = schedule.next();
      if (next === undefined) return;
      tell();
      cluster ??= await Cluster.launch({ workers: experiment.workers, transport, model });
      const signal = AbortSignal.any([options.signal, next.signal]);
      const onStatus: ReplicateOptions['onStatus'] = (status, epoch = 0) => {
        schedule.change(next, { status, epoch });
        tell();
      };
      const folder = await results.begin(next);
      const record = await replicate(experiment, next, cluster, { scenario, folder, signal, onStatus });
      if (record === undefined) {
        await results.abandon(next);
        schedule.change(next, { status: 'CANCELED' });
      } else {
        await results.commit(record);
        for (const needless of schedule.end(record)) await results.remove(needless);
      }
      tell();
      if (cluster.isBroken) {
        await cluster.close();
        cluster = undefined;
      }
    }
  } finally {
    await cluster?.close();
  }
}

/** By case, what the results folder has. */
async function readRecords(
  { cases, replications }: Experiment,
  results: ResultsFolder,
): Promise<(ReplicationRecord | undefined)[][]> {
  const all: (ReplicationRecord | undefined)[][] = [];
  for (const { number } of cases) {
    const own: (ReplicationRecord | undefined)[] = [];
    for (let replication = 0; replication < replications; replication++)
      own.push(await results.record({ case: number, replication }));
    all.push(own);
  }
  return all;
}
