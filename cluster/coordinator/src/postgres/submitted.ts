import { randomUUID } from 'node:crypto';
import { checkRequests } from '../contract/check-requests.js';
import type { JobRequest } from '../contract/job.js';
import { jobUnknown } from '../contract/refusals.js';
import type { Refusals } from './calls.js';

/** Jobs as the functions of the schema take them. Their names are given here, so that a repeated submission changes nothing. */
export interface Submitted {
  readonly ids: readonly string[];
  readonly json: string;
  readonly refusals: Refusals;
}

/** @throws InvalidInputError `JOB_INVALID` */
export function submitted(requests: readonly JobRequest[]): Submitted {
  checkRequests(requests);
  const jobs = requests.map(({ id = randomUUID(), priority = 0, seats = 1, losses = 5, code, parent, ...rest }) => ({
    ...rest,
    id,
    priority,
    seats,
    losses,
    code: code ?? null,
    parent: parent ?? null,
  }));
  const parents = [...new Set(requests.flatMap(({ parent }) => parent ?? []))];
  return {
    ids: jobs.map(({ id }) => id),
    json: JSON.stringify(jobs),
    refusals: { JOB_UNKNOWN: () => jobUnknown(parents.join(' or ')) },
  };
}
