import { isDiscoError } from '@disco-engine/kernel';
import type { Job } from '../contract/job.js';
import type { Leader } from '../contract/leadership.js';
import type { Member } from '../contract/member.js';
import type { FarmJobStatus } from './farm-job-status.js';
import { parseRun, RUN } from './run-messages.js';

/** How far a run is. */
export function runStatus(job: Job, members: readonly Member[], leader: Leader | undefined): FarmJobStatus {
  const { id, state, attempt, priority, isPaused, error, alarms } = job;
  const { name, model, fault } = descriptionOf(job);
  return {
    job: id,
    kind: RUN,
    name,
    model,
    priority,
    state,
    isPaused,
    attempt,
    members: job.members,
    replications: 1,
    finished: Number(state === 'FINISHED'),
    running: Number(state === 'ASSIGNED'),
    queued: Number(state === 'QUEUED'),
    failed: Number(state === 'FAILED'),
    error,
    alarms,
    notes: [...(state === 'QUEUED' ? waitingFor(job, members, leader) : []), ...(fault === undefined ? [] : [fault])],
  };
}

/** What keeps a queued run from going on. */
function waitingFor(
  { code = '', seats, leastSeats, attempt }: Job,
  members: readonly Member[],
  leader: Leader | undefined,
): readonly string[] {
  const usable = members.filter(({ offers, isDraining }) => offers.includes(code) && !isDraining).length;
  const needed = attempt === 0 ? seats : leastSeats;
  const missing =
    usable === 0
      ? "no worker has this version of the model's code; start one with 'disco up --model'"
      : `it needs ${needed} workers at once, and ${usable} ${usable === 1 ? 'has' : 'have'} this version of the model's code; start more with 'disco up --model'`;
  const unled = "there is no leader, so lost workers are not noticed; start one with 'disco up'";
  return [...(usable < needed ? [missing] : []), ...(leader === undefined ? [unled] : [])];
}

/** One job that cannot be read must not hide the others. */
function descriptionOf({ payload }: Job): { readonly name: string; readonly model: string; readonly fault?: string } {
  try {
    const { model, scenarioName } = parseRun(payload);
    return { name: scenarioName, model };
  } catch (error) {
    if (!isDiscoError(error, 'JOB_UNREADABLE')) throw error;
    return { name: '?', model: '?', fault: `${error.message} [${error.code}]` };
  }
}
