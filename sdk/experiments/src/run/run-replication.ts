import { DiscoError, ENGINE_VERSION, entryAt, isDiscoError } from '@disco-engine/kernel';
import type { Scenario } from '@disco-engine/sdk';
import { drawsOf } from '../definition/define-experiment.js';
import type { Experiment } from '../definition/experiment.js';
import type {
  ReplicationLog,
  ReplicationResult,
  ReplicationWorkers,
  RunningReplication,
} from './replication-workers.js';
import { LOG_FILE } from '../results/folder-names.js';
import type { ReplicationKey, ReplicationRecord, WorkerTime } from '../results/run-schema.js';

/** How to run one replication. */
export interface RunReplicationOptions {
  /** The loaded scenario of the experiment. */
  readonly scenario: Scenario;
  /** File for the records; undefined if none are kept. */
  readonly file: string | undefined;
  /** Cancels it. */
  readonly signal: AbortSignal;
  /** Called from time to time with the epoch that it has reached. */
  readonly onEpoch: (epoch: number) => void;
  /** Called with the run as soon as it can be paused. */
  readonly onRun: (run: RunningReplication) => void;
}

/**
 * Runs one replication and returns its record, without the responses; undefined if it was canceled. `runExperiment` calls it for each
 * replication; programs that keep results elsewhere call it themselves.
 */
export async function runReplication(
  experiment: Experiment,
  { case: number, replication }: ReplicationKey,
  workers: ReplicationWorkers,
  { scenario, file, signal, onEpoch, onRun }: RunReplicationOptions,
): Promise<ReplicationRecord | undefined> {
  const key = { case: number, replication };
  const began = performance.now();
  const seconds = (): number => (performance.now() - began) / 1000;
  try {
    const run = await workers.start({
      scenario,
      until: experiment.duration,
      ...drawsOf(experiment, key),
      parameters: entryAt(experiment.cases, number).parameters,
      placement: experiment.placement,
      portableMath: experiment.portableMath,
      log: logOptions(experiment, key, scenario, file),
      signal,
      onProgress: ({ epoch }) => onEpoch(epoch),
    });
    onRun(run);
    return finishedRecord(key, await run.finished, seconds());
  } catch (error) {
    return signal.aborted ? undefined : failure(key, error, seconds());
  }
}

function logOptions(
  { modelName, seed, warmup, log: { onFailure } }: Experiment,
  key: ReplicationKey,
  { name: scenario }: Scenario,
  file: string | undefined,
): ReplicationLog {
  const metadata = { model: modelName, scenario, seed, ...key, engine: ENGINE_VERSION };
  return { file, metadata, warmup, onFailure };
}

/** The record of a finished replication. @param seconds its wall-clock time, if that was not measured elsewhere */
export function finishedRecord(key: ReplicationKey, result: ReplicationResult, seconds: number): ReplicationRecord {
  const { digest, epoch, activations, events, perWorker, log } = result;
  const times = result.times ?? { seconds, workers: workerTimes(perWorker, seconds) };
  return {
    ...key,
    status: 'FINISHED',
    digest,
    epoch,
    activations,
    events,
    seconds: times.seconds,
    workers: [...times.workers],
    channels: log?.channels ?? [],
    log: log?.file === undefined ? null : LOG_FILE,
    logFailure: log?.failure ?? null,
    error: null,
  };
}

function failure(key: ReplicationKey, error: unknown, seconds: number): ReplicationRecord {
  const code = error instanceof DiscoError ? error.code : 'UNEXPECTED';
  const message = `${error instanceof Error ? error.message : String(error)}${causeCode(error)}`;
  const place = error instanceof DiscoError ? error.place : {};
  return {
    ...key,
    status: 'FAILED',
    digest: '',
    epoch: place.epoch ?? 0,
    activations: 0,
    events: 0,
    seconds,
    workers: [],
    channels: [],
    log: null,
    logFailure: null,
    error: { code, message, place },
  };
}

/** The code of what a handler threw, if that is an error of the engine: the failure itself only says that it threw. */
function causeCode(error: unknown): string {
  return isDiscoError(error, 'HANDLER_FAILED') && isDiscoError(error.cause) ? ` [${error.cause.code}]` : '';
}

function workerTimes(workers: ReplicationResult['perWorker'], seconds: number): WorkerTime[] {
  return workers.map(({ exchange }) => {
    const blocked = (exchange?.peers ?? []).reduce((sum, peer) => sum + peer.blockedMilliseconds, 0);
    return { busy: Math.max(0, seconds * 1000 - blocked), blocked, heldUpAt: exchange?.heldUpAt?.port ?? null };
  });
}
