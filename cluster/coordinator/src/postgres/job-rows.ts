import type { Job, JobResult, JobState } from '../contract/job.js';
import type { Row } from './calls.js';
import { alarmsIn, flagIn, numberIn, optionalNumberIn, optionalTextIn, textIn, textsIn } from './row-values.js';

const STATES: readonly JobState[] = ['QUEUED', 'ASSIGNED', 'FINISHED', 'FAILED', 'CANCELED'];

export function jobOf(row: Row): Job {
  return {
    id: textIn(row, 'id'),
    kind: textIn(row, 'kind'),
    payload: textIn(row, 'payload'),
    priority: numberIn(row, 'priority'),
    seats: numberIn(row, 'seats'),
    leastSeats: numberIn(row, 'least_seats'),
    code: optionalTextIn(row, 'code'),
    parent: optionalTextIn(row, 'parent'),
    state: stateOf(textIn(row, 'state')),
    isPaused: flagIn(row, 'paused'),
    attempt: numberIn(row, 'attempt'),
    members: textsIn(row, 'members'),
    error: optionalTextIn(row, 'error'),
    endedAgo: optionalNumberIn(row, 'ended_ago'),
    alarms: alarmsIn(row, 'alarms'),
  };
}

export function resultOf(job: string, row: Row): JobResult {
  return {
    job,
    attempt: numberIn(row, 'attempt'),
    member: textIn(row, 'member'),
    digest: textIn(row, 'digest'),
    value: textIn(row, 'value'),
    artefacts: textsIn(row, 'artefacts'),
  };
}

function stateOf(text: string): JobState {
  const state = STATES.find((one) => one === text);
  if (state === undefined) throw new TypeError(`'${text}' is no state of a job`);
  return state;
}
