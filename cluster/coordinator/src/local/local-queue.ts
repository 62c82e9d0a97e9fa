import { randomUUID } from 'node:crypto';
import { checkRequests } from '../contract/check-requests.js';
import type { Job, JobQuery, JobRequest, Order } from '../contract/job.js';
import { artefactUnknown, jobUnknown } from '../contract/refusals.js';
import type { Artefacts } from './artefacts.js';
import { requeue, type LocalJob } from './local-state.js';

/** The jobs of a local coordinator, in the order of submission. */
export class LocalQueue {
  readonly #jobs = new Map<string, LocalJob>();
  #next = 0;

  constructor(private readonly artefacts: Artefacts) {}

  get all(): Iterable<LocalJob> {
    return this.#jobs.values();
  }

  /** @throws DiscoError `JOB_UNKNOWN` */
  job(id: string): LocalJob {
    const job = this.#jobs.get(id);
    if (job === undefined) throw jobUnknown(id);
    return job;
  }

  /** @throws InvalidInputError `JOB_INVALID`; DiscoError `JOB_UNKNOWN`, `ARTEFACT_UNKNOWN` */
  submit(requests: readonly JobRequest[], now: number): string[] {
    checkRequests(requests);
    const named = requests.map((request) => ({ ...request, id: request.id ?? randomUUID() }));
    const missing = named.flatMap(({ artefacts = [] }) => artefacts).find((hash) => !this.artefacts.has(hash));
    if (missing !== undefined) throw artefactUnknown(missing);
    const own = new Set<string>();
    for (const { id, parent } of named) {
      if (parent !== undefined && !own.has(parent)) this.job(parent);
      own.add(id);
    }
    for (const request of named) if (!this.#jobs.has(request.id)) this.#add(request, now);
    return named.map(({ id }) => id);
  }

  #add({ id, ...request }: JobRequest & { readonly id: string }, now: number): void {
    const { kind, payload, priority = 0, seats = 1, leastSeats = seats, code, parent, losses = 5 } = request;
    const { artefacts = [] } = request;
    const above = parent === undefined ? undefined : this.#jobs.get(parent);
    this.#jobs.set(id, {
      id,
      kind,
      payload,
      priority,
      seats,
      leastSeats,
      code,
      parent,
      losses,
      artefacts: [...artefacts],
      number: (this.#next += 1),
      state: above?.state === 'CANCELED' ? 'CANCELED' : 'QUEUED',
      isPaused: above?.isPaused ?? false,
      attempt: 0,
      lost: 0,
      holders: [],
      token: '',
      told: [],
      error: undefined,
      result: undefined,
      alarms: [],
      ended: now,
    });
  }

  order(id: string, order: Order, now: number): void {
    const chosen = this.job(id);
    for (const job of [chosen, ...[...this.all].filter(({ parent }) => parent === id)]) {
      if (order === 'cancel') cancel(job, now);
      else if (isOpen(job)) job.isPaused = order === 'pause';
    }
  }

  /** Cancels the parts of a job that has its result. */
  cancelParts(parent: string, now: number): void {
    for (const job of this.all) if (job.parent === parent) cancel(job, now);
  }

  /** @param now by the coordinator's clock */
  list({ ids, parent, kind, states }: JobQuery, now: number): Job[] {
    return [...this.all]
      .filter((job) => ids === undefined || ids.includes(job.id))
      .filter((job) => parent === undefined || job.parent === parent)
      .filter((job) => kind === undefined || job.kind === kind)
      .filter((job) => states === undefined || states.includes(job.state))
      .map((job) => shown(job, now));
  }

  /** Removes jobs that ended before a moment, with their parts. @returns their number */
  collect(before: number): number {
    const isOld = (job: LocalJob): boolean => !isOpen(job) && job.ended <= before;
    const old = new Set([...this.all].filter((job) => job.parent === undefined && isOld(job)).map(({ id }) => id));
    const gone = [...this.all].filter(({ id, parent }) => old.has(id) || (parent !== undefined && old.has(parent)));
    for (const { id } of gone) this.#jobs.delete(id);
    return gone.length;
  }
}

function isOpen({ state }: LocalJob): boolean {
  return state === 'QUEUED' || state === 'ASSIGNED';
}

function cancel(job: LocalJob, now: number): void {
  if (!isOpen(job)) return;
  requeue(job, undefined, now);
  job.state = 'CANCELED';
  job.ended = now;
}

function shown(job: LocalJob, now: number): Job {
  const { id, kind, payload, priority, seats, leastSeats, code, parent, state, isPaused, attempt, error } = job;
  const members = job.holders.map(({ name }) => name);
  const alarms = [...job.alarms];
  const endedAgo = isOpen(job) ? undefined : now - job.ended;
  const facts = { id, kind, payload, priority, seats, leastSeats, code, parent, state, isPaused, attempt };
  return { ...facts, members, error, endedAgo, alarms };
}
