import type { ReplicationRecord } from '@disco-engine/experiments';
import { DiscoError, isDiscoError } from '@disco-engine/kernel';
import { sleep, systemClock, type Clock } from '@disco-engine/transports/clock';
import type { Assignment } from '../contract/assignment.js';
import type { Coordinator } from '../contract/coordinator.js';
import type { Membership } from '../contract/member.js';
import { Awaken } from './awaken.js';
import { temporaryFiles, type FarmDisk } from './farm-disk.js';
import { experimentCode, replicationCode, type FarmModel } from './farm-model.js';
import { carryOutReplications } from './carry-out-replications.js';
import { LoadedModel } from './loaded-model.js';
import { parseRun, RUN } from './run-messages.js';
import { runCode, type RunModel } from './run-model.js';
import { takeSeat } from './take-seat.js';

export interface FarmWorkerOptions {
  /** Shown in lists, such as `host-a/3`. */
  readonly name: string;
  /** The experiments that it can run. */
  readonly models: readonly FarmModel[];
  /** The models that it can run, alone or with others. Default: none. */
  readonly runs?: readonly RunModel[] | undefined;
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

/** Takes part in what a farm runs, one job at a time, until it is ended or drained. */
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
  const offers = [
    ...options.models.flatMap((model) => [experimentCode(model), replicationCode(model)]),
    ...(options.runs ?? []).flatMap((model) => [runCode(model, false), runCode(model, true)]),
  ];
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
  options: FarmWorkerOptions,
): Promise<boolean> {
  const { signal: end, runs = [], onReplication, onTrouble, clock = systemClock, disk = temporaryFiles } = options;
  const signal = AbortSignal.any([assignment.signal, end]);
  try {
    if (assignment.kind === RUN) {
      await takeSeat(coordinator, member, assignment, runModelOf(assignment, runs), clock, signal);
      return true;
    }
    const draft = await carryOutReplications(coordinator, assignment, models, { signal, onReplication, disk });
    if (draft !== undefined) await member.commit(assignment, draft);
    else if (end.aborted) await member.release(assignment);
    return true;
  } catch (error) {
    if (isDiscoError(error, 'LEASE_OVER')) throw error;
    const isOver = ['ATTEMPT_OVER', 'JOB_CANCELED', 'COORDINATOR_CLOSED'].some((code) => codeOf(error) === code);
    // What is given back at the end goes on elsewhere.
    if (isOver || end.aborted) return true;
    onTrouble?.(error instanceof DiscoError ? error : new DiscoError('WORKER_BROKEN', reasonOf(error)));
    if (isDiscoError(error, 'REPLICATION_DIFFERS') || assignment.signal.aborted) return true;
    await member.release(assignment, `${member.name}: ${reasonOf(error)}`).catch(ignoreOver);
    return false;
  }
}

/** @throws DiscoError `PROGRAM_MISMATCH` */
function runModelOf({ job, payload, code }: Assignment, runs: readonly RunModel[]): RunModel {
  const { model: name } = parseRun(payload);
  // Two versions of a model may have the same name.
  const model = runs.find((one) => one.name === name && [false, true].some((some) => runCode(one, some) === code));
  if (model !== undefined) return model;
  throw new DiscoError('PROGRAM_MISMATCH', `this host has no ${name} with the code that job ${job} requires`);
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
