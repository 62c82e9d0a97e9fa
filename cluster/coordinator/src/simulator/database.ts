import type { Clock } from '@disco-engine/transports/clock';
import { leadershipOver, leaseOver } from '../contract/refusals.js';
import type { Hint } from '../contract/hint.js';
import type { JobQuery, JobRequest, Order, ResultDraft } from '../contract/job.js';
import { Artefacts } from '../local/artefacts.js';
import { LocalLeadership } from '../local/local-leadership.js';
import { LocalMemberLink, type LocalShared } from '../local/local-member-link.js';
import { LocalQueue } from '../local/local-queue.js';
import type { LocalMember } from '../local/local-state.js';
import { LeaderRow } from './leader-row.js';
import { Ledger } from './ledger.js';

interface Known {
  readonly member: LocalMember;
  readonly link: LocalMemberLink;
}

/**
 * What the tables of `postgres/sql` hold, and what its functions do with them: everything that a transaction has committed, and that
 * survives the server. The jobs, members, claims and results are those of `LocalCoordinator`. Each call happens at one moment, as if
 * transactions were serial.
 */
export class Database {
  readonly artefacts = new Artefacts(undefined);
  readonly queue = new LocalQueue(this.artefacts);
  readonly members = new Set<LocalMember>();
  readonly leader: LeaderRow;
  readonly ledger: Ledger;
  tell: (hint: Hint) => void = () => {};
  readonly #known = new Map<string, Known>();
  readonly #shared: LocalShared;
  #started = 0;

  /** @param clock the only one by which leases are counted */
  constructor(private readonly clock: Clock) {
    const { queue, members, artefacts } = this;
    this.leader = new LeaderRow(
      () => clock.now(),
      () => this.#started,
    );
    this.ledger = new Ledger(() => clock.now());
    this.#shared = { clock, queue, members, artefacts, tell: (hint) => this.tell(hint) };
  }

  /** A server begins to work on it. */
  start(): void {
    this.#started = this.clock.now();
    this.ledger.started();
  }

  enter(id: string, name: string, offers: readonly string[], ttl: number): void {
    if (this.#known.get(id)?.member.isLost === false) return;
    const expires = this.clock.now() + ttl;
    const member: LocalMember = { name, offers, ttl, expires, isDraining: false, isLost: false, job: undefined };
    this.members.add(member);
    this.#known.set(id, { member, link: new LocalMemberLink(member, this.#shared) });
    this.ledger.heard(member);
    this.tell({ about: 'members' });
  }

  async beat(id: string, job: string | null, attempt: number | null): Promise<object> {
    const { link, member } = this.#member(id);
    const named = job === null ? undefined : { job, attempt: attempt ?? 0 };
    const { isDraining, attempt: state } = await link.beat(named);
    this.ledger.heard(member);
    return {
      draining: isDraining,
      held: state?.isHeld ?? false,
      paused: state?.isPaused ?? false,
      canceled: state?.isCanceled ?? false,
    };
  }

  async claim(id: string): Promise<readonly object[]> {
    const facts = await this.#member(id).link.claim();
    if (facts === undefined) return [];
    this.ledger.claimed(facts.job, facts.attempt, this.queue.job(facts.job).holders);
    const { parent = null, code = null, isPaused: paused, ...rest } = facts;
    return [{ ...rest, parent, code, paused }];
  }

  async commit(id: string, job: string, attempt: number, draft: ResultDraft): Promise<object> {
    const { link, member } = this.#member(id);
    const { committed, digest } = await link.commit({ job, attempt }, draft);
    if (committed === 'recorded') this.ledger.recorded(job, attempt, member, digest);
    return { committed, counts: digest };
  }

  async release(id: string, job: string, attempt: number, reason: string | null): Promise<void> {
    await this.#member(id).link.release({ job, attempt }, reason ?? undefined);
    this.ledger.free(job);
  }

  async leave(id: string): Promise<void> {
    const known = this.#known.get(id);
    if (known === undefined || known.member.isLost) return;
    const { job } = known.member;
    await known.link.leave();
    known.member.isLost = true;
    if (job !== undefined) this.ledger.free(job.id);
  }

  elect(name: string, ttl: number, isLocked: (term: number) => boolean): number | undefined {
    const term = this.leader.elect(name, ttl, isLocked);
    if (term !== undefined) this.ledger.elected(term);
    return term;
  }

  extend(term: number, ttl: number): void {
    if (!this.leader.extend(term, ttl)) throw leadershipOver(term);
  }

  async reap(term: number): Promise<readonly object[]> {
    const before = [...this.members];
    const lost = await this.#led(term, (leadership) => leadership.reap());
    for (const member of before) if (!this.members.has(member)) this.ledger.lost(member);
    for (const { job } of lost) if (job !== undefined) this.ledger.free(job);
    return lost.map(({ name, job = null }) => ({ name, job }));
  }

  async submit(jobs: readonly JobRequest[], term?: number): Promise<void> {
    if (term !== undefined) await this.#led(term, (leadership) => leadership.submit(jobs));
    else {
      this.queue.submit(jobs, this.clock.now());
      this.tell({ about: 'jobs' });
    }
  }

  async order(job: string, order: Order, term?: number): Promise<void> {
    if (term !== undefined) await this.#led(term, (leadership) => leadership.order(job, order));
    else this.queue.order(job, order, this.clock.now());
    if (order === 'cancel') this.#freeCanceled();
    this.tell({ about: 'orders', job });
    this.tell({ about: 'jobs' });
  }

  async settle(term: number, name: string, job: string, draft: ResultDraft): Promise<object> {
    const leadership = new LocalLeadership(term, name, this.leader, this.#shared);
    const known = this.queue.job(job).result;
    const committed = await leadership.settle(job, draft);
    this.ledger.led(term);
    if (committed === 'recorded') this.ledger.recorded(job, 0, undefined, draft.digest);
    this.#freeCanceled();
    return { committed, counts: known?.digest ?? draft.digest };
  }

  listMembers(): readonly object[] {
    return Array.from(this.members, ({ name, offers, isDraining, expires, job }) => ({
      name,
      offers,
      draining: isDraining,
      left_ms: expires - this.clock.now(),
      job: job?.id ?? null,
    }));
  }

  listJobs(query: JobQuery): readonly object[] {
    return this.queue.list(query, this.clock.now()).map(({ leastSeats, isPaused, endedAgo, ...job }) => {
      const { code = null, parent = null, error = null } = job;
      return { ...job, least_seats: leastSeats, paused: isPaused, code, parent, error, ended_ago: endedAgo ?? null };
    });
  }

  resultOf(job: string): readonly object[] {
    const { result } = this.queue.job(job);
    return result === undefined ? [] : [result];
  }

  put(bytes: Uint8Array): Promise<string> {
    return this.artefacts.put(bytes, this.clock.now());
  }

  async get(hash: string): Promise<Uint8Array | undefined> {
    return this.artefacts.has(hash) ? this.artefacts.get(hash) : undefined;
  }

  async #led<Result>(term: number, write: (leadership: LocalLeadership) => Promise<Result>): Promise<Result> {
    const result = await write(new LocalLeadership(term, '', this.leader, this.#shared));
    this.ledger.led(term);
    return result;
  }

  #freeCanceled(): void {
    for (const { id, state } of this.queue.all) if (state === 'CANCELED') this.ledger.free(id);
  }

  #member(id: string): Known {
    const known = this.#known.get(id);
    if (known === undefined) throw leaseOver(id);
    return known;
  }
}

/** The codes with which its functions refuse a call. */
export function isRefusal(code: string): boolean {
  return REFUSALS.has(code);
}

const REFUSALS: ReadonlySet<string> = new Set([
  'LEASE_OVER',
  'ATTEMPT_OVER',
  'JOB_CANCELED',
  'JOB_UNKNOWN',
  'LEADERSHIP_OVER',
  'ARTEFACT_UNKNOWN',
]);
