import { join } from 'node:path';
import { restoredValue, runReplication, type Experiment, type ReplicationRecord } from '@disco-engine/experiments';
import { DiscoError, isDiscoError } from '@disco-engine/kernel';
import { sleep, systemClock, type Clock } from '@disco-engine/transports/clock';
import type { Assignment } from '../contract/assignment.js';
import type { Coordinator } from '../contract/coordinator.js';
import type { Membership } from '../contract/member.js';
import { Awaken } from './awaken.js';
import { temporaryFiles, type FarmDisk } from './farm-disk.js';
import { experimentCode, replicationCode, type FarmModel } from './farm-model.js';
import { digestOf, parseReplications, type ReportedReplication, type WantedReplication } from './farm-messages.js';
import { LoadedModel } from './loaded-model.js';

export interface FarmWorkerOptions {
  /** Shown in lists, such as `host-a/3`. */
  readonly name: string;
  /** The experiments that it can run. */
  readonly models: readonly FarmModel[];
  /** Milliseconds without a beat after which it counts as lost. Default: 15,000. */
  readonly ttl?: number | undefined;
  /** Milliseconds for which it takes no other job when it could not do one. Default: 2,000. */
  readonly rest?: number | undefined;
  /** Ends it: what it runs is given back. */
  readonly signal: AbortSignal;
  /** Called with the record of each replication that it has run, whether or not its result will count. */
  readonly onReplication?: ((record: ReplicationRecord) => void) | undefined;
  /** Called with whatever went wrong without ending it. */
  readonly onTrouble?: ((error: DiscoError) => void) | undefined;
  readonly clock?: Clock | undefined;
  /** Where the logs of its replications are until the coordinator has them. Default: the temporary files of this machine. */
  readonly disk?: FarmDisk | undefined;
}

/** Milliseconds between two looks for a job, if no hint comes. */
const LOOK_EVERY = 1_000;
const USUAL_REST = 2_000;

/** Errors that say nothing about the replication, such as a full disk: it is tried again elsewhere. */
const OF_THE_HOST: ReadonlySet<string> = new Set([
  'WORKER_LOST',
  'CLUSTER_BROKEN',
  'WORKER_BROKEN',
  'MODEL_FAILED',
  'LOG_FAILED',
]);

/** Runs replications of a farm, one at a time, until it is ended or drained. */
export async function serveFarm(coordinator: Coordinator, options: FarmWorkerOptions): Promise<void> {
  const models = new Map(options.models.map((model) => [model.name, new LoadedModel(model)]));
  try {
    while (!options.signal.aborted) if (await serveOnce(coordinator, options, models)) return;
  } finally {
    for (const model of models.values()) await model.close();
  }
}

type Models = ReadonlyMap<string, LoadedModel>;

/** As one member, until its lease is over. @returns whether it was drained */
async function serveOnce(coordinator: Coordinator, options: FarmWorkerOptions, models: Models): Promise<boolean> {
  const { name, ttl, signal, clock = systemClock, onTrouble, rest = USUAL_REST } = options;
  const offers = options.models.flatMap((model) => [experimentCode(model), replicationCode(model)]);
  const member = await coordinator.join({ name, ttl, offers });
  const awaken = new Awaken(coordinator, clock, ['jobs', 'orders']);
  const wake = AbortSignal.any([signal, member.signal]);
  try {
    for (;;) {
      const assignment = signal.aborted ? undefined : await member.claim();
      if (signal.aborted) break;
      if (assignment !== undefined) {
        const isDone = await carryOut(coordinator, member, assignment, models, options);
        // Otherwise one host that can do nothing would use up the attempts of a job before another one could take it.
        if (!isDone) await sleep(clock, rest, wake);
      } else if (member.isDraining) break;
      else await awaken.wait(LOOK_EVERY, wake);
    }
    await member.leave();
    return !signal.aborted;
  } catch (error) {
    if (!isDiscoError(error, 'LEASE_OVER')) {
      await member.leave().catch(() => undefined);
      throw error;
    }
    // What it did was given to others; unless it was to end anyway, it joins again as a new member.
    onTrouble?.(error);
    return member.isDraining;
  } finally {
    awaken.end();
  }
}

/** @returns whether this host could do it; otherwise the job was given back with the reason */
async function carryOut(
  coordinator: Coordinator,
  member: Membership,
  assignment: Assignment,
  models: Models,
  { signal: end, onReplication, onTrouble, disk = temporaryFiles }: FarmWorkerOptions,
): Promise<boolean> {
  const signal = AbortSignal.any([assignment.signal, end]);
  let folder: string | undefined;
  try {
    folder = await disk.makeFolder('disco-farm-');
    const reported: ReportedReplication[] = [];
    const payload = parseReplications(assignment.payload);
    for (const key of payload.keys) {
      const record = await replicate(assignment, key, payload, models, folder, signal);
      if (record === undefined) break;
      onReplication?.(record);
      const { error } = record;
      if (error !== null && OF_THE_HOST.has(error.code)) throw new DiscoError(error.code, error.message);
      const log = record.log === null ? null : await coordinator.put(await disk.read(join(folder, record.log)));
      reported.push({ record, log });
    }
    if (end.aborted) await member.release(assignment);
    if (signal.aborted) return true;
    const artefacts = reported.flatMap(({ log }) => log ?? []);
    const digest = digestOf(reported.map(({ record }) => record));
    await member.commit(assignment, { digest, value: JSON.stringify(reported), artefacts });
    return true;
  } catch (error) {
    if (isDiscoError(error, 'LEASE_OVER')) throw error;
    const isOver = ['ATTEMPT_OVER', 'JOB_CANCELED', 'COORDINATOR_CLOSED'].some((code) => codeOf(error) === code);
    if (isOver) return true;
    onTrouble?.(error instanceof DiscoError ? error : new DiscoError('WORKER_BROKEN', reasonOf(error)));
    if (isDiscoError(error, 'REPLICATION_DIFFERS') || assignment.signal.aborted) return true;
    await member.release(assignment, `${member.name}: ${reasonOf(error)}`).catch(ignoreOver);
    return false;
  } finally {
    if (folder !== undefined) await disk.remove(folder);
  }
}

async function replicate(
  assignment: Assignment,
  { parameters, ...key }: WantedReplication,
  { model: name, scenario: hash }: { readonly model: string; readonly scenario: string },
  models: Models,
  folder: string,
  signal: AbortSignal,
): Promise<ReplicationRecord | undefined> {
  const loaded = models.get(name);
  if (loaded === undefined || replicationCode(loaded.model) !== assignment.code)
    throw new DiscoError(
      'PROGRAM_MISMATCH',
      `this host has no ${name} with the code that job ${assignment.job} requires`,
    );
  const experiment = withCase(loaded.model.experiment, key.case, parameters);
  const [scenario, workers] = [await loaded.scenario(hash), await loaded.workers()];
  let subscription: { unsubscribe(): void } | undefined;
  const record = await runReplication(experiment, key, workers, {
    scenario,
    file: experiment.log.keep === 'summary' ? undefined : join(folder, 'log.parquet'),
    signal,
    onEpoch: () => undefined,
    onRun: (run) => {
      const turn = (isPaused: boolean): void => void (isPaused ? run.pause() : run.resume()).catch(() => undefined);
      if (assignment.isPaused) turn(true);
      subscription = assignment.onPause(turn);
    },
  });
  subscription?.unsubscribe();
  return record;
}

/** @param parameters those of a candidate of an optimisation, as they were sent */
function withCase(experiment: Experiment, number: number, parameters: WantedReplication['parameters']): Experiment {
  if (parameters === undefined) return experiment;
  const restored = Object.entries(parameters).map(([name, value]) => [name, restoredValue(value)] as const);
  const cases = [...experiment.cases];
  cases[number] = { number, parameters: Object.fromEntries(restored) };
  return { ...experiment, cases };
}

function codeOf(error: unknown): string {
  return error instanceof DiscoError ? error.code : '';
}

function reasonOf(error: unknown): string {
  const code = codeOf(error);
  return `${error instanceof Error ? error.message : String(error)}${code === '' ? '' : ` [${code}]`}`;
}

/** A job that somebody else has taken over need not be given back. */
function ignoreOver(error: unknown): void {
  if (codeOf(error) !== 'ATTEMPT_OVER') throw error;
}
