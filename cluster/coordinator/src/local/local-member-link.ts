import type { Clock } from '@disco-engine/transports/clock';
import type { Hint } from '../contract/hint.js';
import type { ResultDraft } from '../contract/job.js';
import { artefactUnknown, attemptOver, leaseOver } from '../contract/refusals.js';
import type { AttemptFacts, AttemptName, BeatAnswer, CommitAnswer, MemberLink } from '../membership/member-link.js';
import type { Artefacts } from './artefacts.js';
import { claimFirst } from './local-claims.js';
import type { LocalQueue } from './local-queue.js';
import { record } from './local-results.js';
import { requeue, type LocalJob, type LocalMember } from './local-state.js';

/** What the members of one local coordinator share. */
export interface LocalShared {
  readonly clock: Clock;
  readonly queue: LocalQueue;
  readonly members: Set<LocalMember>;
  readonly artefacts: Artefacts;
  readonly tell: (hint: Hint) => void;
}

export class LocalMemberLink implements MemberLink {
  constructor(
    private readonly member: LocalMember,
    private readonly shared: LocalShared,
  ) {}

  async beat(attempt: AttemptName | undefined): Promise<BeatAnswer> {
    const { member, shared } = this;
    this.#check();
    member.expires = shared.clock.now() + member.ttl;
    const { isDraining } = member;
    if (attempt === undefined) return { isDraining, attempt: undefined };
    const job = shared.queue.job(attempt.job);
    const isHeld = member.job === job && job.attempt === attempt.attempt;
    return { isDraining, attempt: { isHeld, isPaused: job.isPaused, isCanceled: job.state === 'CANCELED' } };
  }

  async claim(): Promise<AttemptFacts | undefined> {
    const { queue, members, clock } = this.shared;
    this.#check();
    const facts = claimFirst(this.member, queue.all, [...members], clock.now());
    if (facts !== undefined && facts.seats > 1) this.shared.tell({ about: 'jobs', job: facts.job });
    return facts;
  }

  async tell(attempt: AttemptName, text: string): Promise<void> {
    const job = this.#held(attempt);
    job.told[job.holders.indexOf(this.member)] = text;
    this.shared.tell({ about: 'seats', job: job.id });
  }

  async told(attempt: AttemptName): Promise<readonly (string | undefined)[]> {
    return [...this.#held(attempt).told];
  }

  async commit({ job: id, attempt }: AttemptName, draft: ResultDraft): Promise<CommitAnswer> {
    const { queue, clock, artefacts, tell } = this.shared;
    const job = queue.job(id);
    const missing = draft.artefacts?.find((hash) => !artefacts.has(hash));
    if (missing !== undefined) throw artefactUnknown(missing);
    const hasOthers = job.holders.length > 1;
    const answer = record(job, { name: this.member.name, attempt, member: this.member }, draft, clock.now());
    tell({ about: 'results', job: id });
    if (hasOthers) tell({ about: 'orders', job: id });
    return answer;
  }

  async release(attempt: AttemptName, reason: string | undefined): Promise<void> {
    const { clock, tell } = this.shared;
    const job = this.#held(attempt);
    const { id } = job;
    requeue(job, reason, clock.now());
    tell({ about: 'jobs', job: id });
    tell({ about: 'orders', job: id });
  }

  async leave(): Promise<void> {
    const { members, clock, tell } = this.shared;
    const { job } = this.member;
    if (job !== undefined) {
      requeue(job, undefined, clock.now());
      tell({ about: 'orders', job: job.id });
    }
    members.delete(this.member);
    tell({ about: 'members' });
    tell({ about: 'jobs' });
  }

  /** The job that this member has a seat in. @throws DiscoError `LEASE_OVER`, `ATTEMPT_OVER` */
  #held({ job: id, attempt }: AttemptName): LocalJob {
    this.#check();
    const job = this.shared.queue.job(id);
    if (this.member.job !== job || job.attempt !== attempt) throw attemptOver(id, attempt);
    return job;
  }

  #check(): void {
    if (this.member.isLost) throw leaseOver(this.member.name);
  }
}
