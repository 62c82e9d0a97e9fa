import { availableParallelism } from 'node:os';
import { DiscoError } from '@disco-engine/kernel';
import { drawsOf, statusOfWhole, type Experiment, type ExperimentStatus, type Scenario } from '@disco-engine/sdk';
import { Cluster } from '../launch/cluster.js';
import type { TransportKind } from '../worker/run-spec.js';
import type { ClusterResult } from '../launch/start-options.js';
import type { ReplicationKey, ReplicationRecord, WorkerTime } from './replication.js';
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

/** How far an experiment is. */
export interface ExperimentProgress {
  readonly status: ExperimentStatus;
  readonly replications: readonly ReplicationProgress[];
}

export interface ReplicationProgress extends ReplicationKey {
  readonly status: ExperimentStatus;
  /** Epoch that it has reached. */
  readonly epoch: number;
  /** Set when it has ended. */
  readonly record?: ReplicationRecord | undefined;
}

/**
 * Runs the replications of an experiment that its results folder does not have yet, those that have failed included. A replication
 * that fails does not stop the others.
 *
 * @returns how far it is in the end
 * @throws what keeps every replication from running, such as `LAUNCH_INVALID`
 */
export async function runExperiment(
  experiment: Experiment,
  options: ExperimentRunOptions,
): Promise<ExperimentProgress> {
  const { results, signal } = options;
  const states = await known(experiment, results);
  const tell = (): ExperimentProgress => {
    const progress = { status: statusOfWhole(states.map(({ status }) => status)), replications: states };
    options.onProgress?.(progress);
    return progress;
  };
  const set = (at: number, change: Partial<ReplicationProgress>): void => {
    states[at] = { ...states[at], ...change };
    tell();
  };
  const waiting = [...states.keys()].filter((at) => states[at].record?.status !== 'FINISHED');
  for (const at of waiting) states[at] = { ...states[at], status: 'SUBMITTED', record: undefined };
  tell();
  const usual = Math.max(1, Math.floor(availableParallelism() / experiment.workers));
  const sides = Math.min(options.side ?? usual, waiting.length);
  const runSide = async (): Promise<void> => {
    let cluster: Cluster | undefined;
    try {
      for (let at = waiting.shift(); at !== undefined && signal?.aborted !== true; at = waiting.shift()) {
        set(at, { status: 'ASSIGNED' });
        cluster ??= await Cluster.launch({
          workers: experiment.workers,
          transport: options.transport,
          model: options.module,
        });
        const record = await replicate(experiment, states[at], cluster, options, (change) => set(at, change));
        set(at, record === undefined ? { status: 'CANCELED' } : { status: record.status, record });
        if (cluster.isBroken) {
          await cluster.close();
          cluster = undefined;
        }
      }
    } finally {
      await cluster?.close();
    }
  };
  await Promise.all(Array.from({ length: sides }, runSide));
  for (const [at, { status }] of states.entries())
    if (status === 'SUBMITTED') states[at] = { ...states[at], status: 'CANCELED' };
  return tell();
}

/** All replications, with the records that the results folder has. */
async function known({ cases, replications }: Experiment, results: ResultsFolder): Promise<ReplicationProgress[]> {
  const states: ReplicationProgress[] = [];
  for (const { number } of cases) {
    for (let replication = 0; replication < replications; replication++) {
      const key = { case: number, replication };
      const record = await results.record(key);
      states.push({ ...key, status: record?.status ?? 'CREATED', epoch: record?.epoch ?? 0, record });
    }
  }
  return states;
}

/** Runs one replication, and writes what came out; undefined where it was canceled, which leaves nothing. */
async function replicate(
  experiment: Experiment,
  { case: number, replication }: ReplicationKey,
  cluster: Cluster,
  { scenario, results, signal }: ExperimentRunOptions,
  change: (change: Partial<ReplicationProgress>) => void,
): Promise<ReplicationRecord | undefined> {
  await results.begin({ case: number, replication });
  const began = performance.now();
  const seconds = (): number => (performance.now() - began) / 1000;
  let record: ReplicationRecord;
  try {
    change({ status: 'LOADED' });
    const run = await cluster.start({
      scenario,
      until: experiment.duration,
      ...drawsOf(experiment, { case: number, replication }),
      parameters: experiment.cases[number].parameters,
      placement: experiment.placement,
      signal,
      onProgress: ({ epoch }) => change({ status: 'ACTIVE', epoch }),
    });
    change({ status: 'INITIALIZED' });
    change({ status: 'ACTIVE' });
    const { digest, epoch, activations, events, perWorker } = await run.finished;
    const workers = workerTimes(perWorker, seconds());
    record = {
      case: number,
      replication,
      status: 'FINISHED',
      digest,
      epoch,
      activations,
      events,
      seconds: seconds(),
      workers,
      error: null,
    };
  } catch (error) {
    if (signal?.aborted === true) return undefined;
    record = failure({ case: number, replication }, error, seconds());
  }
  await results.commit(record);
  return record;
}

function failure(key: ReplicationKey, error: unknown, seconds: number): ReplicationRecord {
  const code = error instanceof DiscoError ? error.code : 'UNEXPECTED';
  const message = error instanceof Error ? error.message : String(error);
  const place = error instanceof DiscoError ? error.place : {};
  const epoch = place.epoch ?? 0;
  return {
    ...key,
    status: 'FAILED',
    digest: '',
    epoch,
    activations: 0,
    events: 0,
    seconds,
    workers: [],
    error: { code, message, place },
  };
}

function workerTimes(workers: ClusterResult['perWorker'], seconds: number): WorkerTime[] {
  return workers.map(({ exchange }) => {
    const blocked = (exchange?.peers ?? []).reduce((sum, peer) => sum + peer.blockedMilliseconds, 0);
    return { busy: Math.max(0, seconds * 1000 - blocked), blocked, heldUpAt: exchange?.heldUpAt?.port ?? null };
  });
}
