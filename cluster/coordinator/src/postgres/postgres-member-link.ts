import { randomUUID } from 'node:crypto';
import { DiscoError } from '@disco-engine/kernel';
import type { ResultDraft } from '../contract/job.js';
import { artefactUnknown, attemptOver, jobCanceled, jobUnknown, leaseOver } from '../contract/refusals.js';
import type { AttemptFacts, AttemptName, BeatAnswer, CommitAnswer, MemberLink } from '../membership/member-link.js';
import type { CallOptions, Calls, Refusals, Row } from './calls.js';
import { flagIn, numberIn, optionalTextIn, textIn } from './row-values.js';

/** A member in the database. Its calls wait for as long as the server is away. */
export class PostgresMemberLink implements MemberLink {
  /** Known to this process alone, so that nobody else can speak for the member. */
  readonly #id = randomUUID();
  readonly #over: Refusals;

  constructor(
    private readonly name: string,
    private readonly calls: Calls,
    private readonly beats: Calls,
  ) {
    this.#over = { LEASE_OVER: () => leaseOver(name) };
  }

  async enter(offers: readonly string[], ttl: number): Promise<void> {
    await this.calls.rows('enter($1, $2, $3, $4)', [this.#id, this.name, offers, ttl]);
  }

  async beat(attempt: AttemptName | undefined): Promise<BeatAnswer> {
    const values = [this.#id, attempt?.job ?? null, attempt?.attempt ?? null];
    // The next beat comes soon; more than one under way would only pile up.
    const row = await this.beats.row('beat($1, $2, $3)', values, { refusals: this.#over, patience: 0 });
    if (row === undefined) throw leaseOver(this.name);
    const state = {
      isHeld: flagIn(row, 'held'),
      isPaused: flagIn(row, 'paused'),
      isCanceled: flagIn(row, 'canceled'),
    };
    return { isDraining: flagIn(row, 'draining'), attempt: attempt === undefined ? undefined : state };
  }

  async claim(signal: AbortSignal): Promise<AttemptFacts | undefined> {
    const row = await this.calls.row('claim($1)', [this.#id], patient(this.#over, signal));
    return row === undefined ? undefined : factsOf(row);
  }

  async tell({ job, attempt }: AttemptName, text: string, signal: AbortSignal): Promise<void> {
    const options = patient(this.#ofAttempt(job, attempt), signal);
    await this.calls.rows('announce($1, $2, $3, $4)', [this.#id, job, attempt, text], options);
  }

  async told({ job, attempt }: AttemptName, signal: AbortSignal): Promise<readonly (string | undefined)[]> {
    const options = patient(this.#ofAttempt(job, attempt), signal);
    const rows = await this.calls.rows('announced($1, $2, $3)', [this.#id, job, attempt], options);
    return rows.map((row) => optionalTextIn(row, 'told'));
  }

  async commit({ job, attempt }: AttemptName, draft: ResultDraft, signal: AbortSignal): Promise<CommitAnswer> {
    const { digest, value, error = null, artefacts = [] } = draft;
    const values = [this.#id, this.name, job, attempt, digest, value, error, artefacts];
    const refusals = { ...this.#over, ...commitRefusals(job, attempt, artefacts) };
    return committedOf(
      await this.calls.row('commit($1, $2, $3, $4, $5, $6, $7, $8)', values, patient(refusals, signal)),
    );
  }

  async release({ job, attempt }: AttemptName, reason: string | undefined, signal: AbortSignal): Promise<void> {
    const options = patient(this.#ofAttempt(job, attempt), signal);
    await this.calls.rows('release($1, $2, $3, $4)', [this.#id, job, attempt, reason ?? null], options);
  }

  async leave(): Promise<void> {
    await this.calls.rows('leave($1)', [this.#id]);
  }

  #ofAttempt(job: string, attempt: number): Refusals {
    return { ...this.#over, ATTEMPT_OVER: () => attemptOver(job, attempt) };
  }
}

/** Waits for the server until the membership ends. */
function patient(refusals: Refusals, signal: AbortSignal): CallOptions {
  return { refusals, signal, patience: Infinity };
}

export function commitRefusals(job: string, attempt: number, artefacts: readonly string[]): Refusals {
  return {
    JOB_UNKNOWN: () => jobUnknown(job),
    JOB_CANCELED: () => jobCanceled(job),
    ATTEMPT_OVER: () => attemptOver(job, attempt),
    ARTEFACT_UNKNOWN: () => artefactUnknown(artefacts.join(' or ')),
  };
}

export function committedOf(row: Row | undefined): CommitAnswer {
  const committed = row?.['committed'];
  if (row === undefined || (committed !== 'recorded' && committed !== 'repeated' && committed !== 'differs'))
    throw new DiscoError('COORDINATOR_FAILED', `the database answers '${String(committed)}' to a result`);
  return { committed, digest: textIn(row, 'counts') };
}

function factsOf(row: Row): AttemptFacts {
  return {
    job: textIn(row, 'job'),
    kind: textIn(row, 'kind'),
    payload: textIn(row, 'payload'),
    parent: optionalTextIn(row, 'parent'),
    code: optionalTextIn(row, 'code'),
    attempt: numberIn(row, 'attempt'),
    seat: numberIn(row, 'seat'),
    seats: numberIn(row, 'seats'),
    token: textIn(row, 'token'),
    isPaused: flagIn(row, 'paused'),
  };
}
