import { join } from 'node:path';
import {
  experimentWith,
  runExperiment,
  runOptimisation,
  type Experiment,
  type ExperimentRunOptions,
  type Optimisation,
  type OptimisationRunOptions,
} from '@disco-engine/experiments';
import { DiscoError } from '@disco-engine/kernel';
import type { Clock } from '@disco-engine/transports/clock';
import type { Coordinator } from '../contract/coordinator.js';
import type { Job } from '../contract/job.js';
import type { Leadership } from '../contract/leadership.js';
import type { FarmDisk } from './farm-disk.js';
import { digestOf, parseExperiment, type ExperimentOutcome } from './farm-messages.js';
import { replicationCode, sha256 } from './farm-model.js';
import { FarmWorkers } from './farm-workers.js';
import { inTurns } from './in-turns.js';
import type { LoadedModel } from './loaded-model.js';
import { ReplicationQueue } from './replication-queue.js';

/** Replications that an experiment has under way, of which the queue holds those that members can take soon. */
const LEAST_SIDE = 32;

/** A leader, and what its host gives it. */
export interface Conductor {
  readonly coordinator: Coordinator;
  readonly leadership: Leadership;
  readonly clock: Clock;
  readonly disk: FarmDisk;
}

/**
 * Runs an experiment or an optimisation as on one machine, except that its replications run on the members of the farm, and reports the
 * files of its results folder. Another leader can do so again at any time: it finds the replications that have ended.
 */
export async function conductExperiment(
  conductor: Conductor,
  job: Job,
  model: LoadedModel,
  signal: AbortSignal,
): Promise<void> {
  const { leadership, disk } = conductor;
  const folder = await disk.makeFolder('disco-leader-');
  try {
    const { status, digest, files } = await carryOut(conductor, job, model, signal, folder);
    if (signal.aborted) return;
    const value: ExperimentOutcome = { status, files };
    await leadership.settle(job.id, {
      digest,
      value: JSON.stringify(value),
      artefacts: files.map(({ hash }) => hash),
    });
  } catch (error) {
    if (signal.aborted || leadership.signal.aborted) return;
    // An error of this host, such as a full disk, or of the server says nothing about the experiment.
    if (!(error instanceof DiscoError) || isOfHost(error.code)) throw error;
    const { code, message } = error;
    await leadership.settle(job.id, { digest: code, value: '', error: `${message} [${code}]` });
  } finally {
    await disk.remove(folder);
  }
}

function isOfHost(code: string): boolean {
  return code === 'RESULTS_UNWRITABLE' || code.startsWith('COORDINATOR_');
}

interface Conducted extends ExperimentOutcome {
  /** Of everything that must be the same whoever conducts it. */
  readonly digest: string;
}

async function carryOut(
  { coordinator, leadership, clock, disk }: Conductor,
  job: Job,
  loaded: LoadedModel,
  signal: AbortSignal,
  folder: string,
): Promise<Conducted> {
  const { origin, scenario: hash } = parseExperiment(job.payload);
  const { model } = loaded;
  const { name, optimisation } = model;
  const experiment = optimisation === undefined ? model.experiment : experimentWith(optimisation, undefined);
  const scenario = await loaded.scenario(hash);
  const results = await disk.openResults(folder, experiment, scenario, origin);
  const end = new AbortController();
  const stop = AbortSignal.any([signal, end.signal]);
  const request = { model: name, scenario: hash, code: replicationCode(model) };
  const queue = new ReplicationQueue(coordinator, leadership, job, request, clock, stop);
  let failure: { readonly error: unknown } | undefined;
  const serving = queue.serve().catch((error: unknown) => {
    failure = { error };
    end.abort();
  });
  try {
    const logs = new Set<string>();
    const launch = async (workers: number): Promise<FarmWorkers> =>
      new FarmWorkers(coordinator, disk, queue, workers, logs, optimisation !== undefined);
    const side = Math.max(LEAST_SIDE, 4 * (await coordinator.members()).length);
    const options = { scenario, results, launch, side, signal: stop };
    const carriedOut =
      optimisation === undefined ? experimented(experiment, options) : optimised(optimisation, options);
    const ended = await carriedOut.catch((error: unknown) => {
      // Why it was stopped tells more than that it was stopped.
      throw failure === undefined ? error : failure.error;
    });
    if (failure !== undefined) throw failure.error;
    return { ...ended, files: signal.aborted ? [] : await stored(coordinator, disk, folder, logs) };
  } finally {
    end.abort();
    await serving;
    await results.close();
  }
}

type Ended = Omit<Conducted, 'files'>;

async function experimented(experiment: Experiment, options: ExperimentRunOptions): Promise<Ended> {
  const { status, replications } = await runExperiment(experiment, options);
  return { status, digest: digestOf(replications.flatMap(({ record }) => record ?? [])) };
}

async function optimised(optimisation: Optimisation, options: OptimisationRunOptions): Promise<Ended> {
  const { best, others, guarantee, course } = await runOptimisation(optimisation, options);
  const digest = sha256(JSON.stringify([best, others, guarantee, course]));
  return { status: best === undefined ? 'FAILED' : 'FINISHED', digest };
}

/** Stores the files of a results folder as artefacts. @param known hashes of those that are stored already */
async function stored(
  coordinator: Coordinator,
  disk: FarmDisk,
  folder: string,
  known: ReadonlySet<string>,
): Promise<ExperimentOutcome['files']> {
  return inTurns(await disk.list(folder), async (path) => {
    const bytes = await disk.read(join(folder, path));
    const own = sha256(bytes);
    const hash = known.has(own) ? own : await coordinator.put(bytes);
    return { path, hash };
  });
}
