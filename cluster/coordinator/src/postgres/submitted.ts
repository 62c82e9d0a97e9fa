import { randomUUID } from 'node:crypto';
import { checkRequests } from '../contract/check-requests.js';
import type { JobRequest } from '../contract/job.js';
import { artefactUnknown, jobUnknown } from '../contract/refusals.js';
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
  const jobs = requests.map(({ id = randomUUID(), kind, payload, priority = 0, seats = 1, ...rest }) => ({
    id,
    kind,
    payload,
    priority,
    seats,
    least_seats: rest.leastSeats ?? seats,
    losses: rest.losses ?? 5,
    code: rest.code ?? null,
    parent: rest.parent ?? null,
    needs: rest.artefacts ?? [],
  }));
  const needs = [...new Set(requests.flatMap(({ artefacts = [] }) => artefacts))];
  const parents = [...new Set(requests.flatMap(({ parent }) => parent ?? []))];
  return {
    ids: jobs.map(({ id }) => id),
    json: JSON.stringify(jobs),
    refusals: {
      JOB_UNKNOWN: () => jobUnknown(parents.join(' or ')),
      ARTEFACT_UNKNOWN: () => artefactUnknown(needs.join(' or ')),
    },
  };
}
