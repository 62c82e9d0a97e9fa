import { isDiscoError } from '@disco-engine/kernel';
import type { Coordinator } from '../contract/coordinator.js';
import type { Job, JobState } from '../contract/job.js';
import {
  EXPERIMENT,
  keyText,
  parseExperiment,
  parseReplications,
  REPLICATIONS,
  type ExperimentPayload,
} from './farm-messages.js';
import type { FarmJobStatus } from './farm-job-status.js';
import { RUN } from './run-messages.js';
import { runStatus } from './run-status.js';

/** All experiments of a farm, and then all runs, each in the order of submission. */
export async function farmStatus(coordinator: Coordinator, ids?: readonly string[]): Promise<FarmJobStatus[]> {
  const [jobs, runs, members, leader] = await Promise.all([
    coordinator.jobs({ kind: EXPERIMENT, ids }),
    coordinator.jobs({ kind: RUN, ids }),
    coordinator.members(),
    coordinator.leader(),
  ]);
  const all: FarmJobStatus[] = [];
  for (const job of jobs) {
    const parts = await coordinator.jobs({ parent: job.id, kind: REPLICATIONS });
    const isOpen = job.state === 'QUEUED';
    const offered = members.some(({ offers }) => offers.includes(job.code ?? ''));
    const notes = [
      isOpen && leader === undefined ? "there is no leader; start one with 'disco up'" : [],
      isOpen && !offered ? `no worker has this version of the experiment's code; start one with 'disco up'` : [],
    ].flat();
    all.push(statusOf(job, parts, notes));
  }
  return [...all, ...runs.map((job) => runStatus(job, members, leader))];
}

function statusOf(job: Job, parts: readonly Job[], notes: readonly string[]): FarmJobStatus {
  const { name, model, replications, fault } = descriptionOf(job);
  const many = (...states: readonly JobState[]): number =>
    parts
      .filter(({ state }) => states.includes(state))
      .reduce((sum, { payload }) => sum + parseReplications(payload).keys.length, 0);
  return {
    job: job.id,
    kind: EXPERIMENT,
    name,
    model,
    priority: job.priority,
    state: job.state === 'QUEUED' && parts.some(({ state }) => state === 'ASSIGNED') ? 'ASSIGNED' : job.state,
    isPaused: job.isPaused,
    replications,
    finished: many('FINISHED'),
    running: many('ASSIGNED'),
    queued: many('QUEUED'),
    failed: many('FAILED'),
    error: job.error,
    alarms: [job, ...parts].flatMap(({ alarms }) => alarms),
    notes: [...notes, ...(fault === undefined ? [] : [fault])],
  };
}

/** One job that cannot be read must not hide the others. */
function descriptionOf({
  payload,
}: Job): Pick<ExperimentPayload, 'name' | 'model' | 'replications'> & { readonly fault?: string } {
  try {
    return parseExperiment(payload);
  } catch (error) {
    if (!isDiscoError(error, 'JOB_UNREADABLE')) throw error;
    return { name: '?', model: '?', replications: 0, fault: `${error.message} [${error.code}]` };
  }
}

/** The replications of a part of an experiment, as `CASE/REPLICATION`. */
export function replicationsOf({ payload }: Pick<Job, 'payload'>): readonly string[] {
  return parseReplications(payload).keys.map(keyText);
}
