import type { JobRequest, Order, ResultDraft } from '../contract/job.js';
import type { Leadership } from '../contract/leadership.js';
import type { Committed, LostMember } from '../contract/member.js';
import { leadershipOver, replicationDiffers } from '../contract/refusals.js';
import type { LocalShared } from './local-member-link.js';
import { record } from './local-results.js';
import { requeue } from './local-state.js';

/** What a leadership asks about its term. */
export interface Terms {
  /** When the current leader was elected; undefined if the term is over. */
  since(term: number): number | undefined;
  resign(term: number): void;
}

export class LocalLeadership implements Leadership {
  readonly #over = new AbortController();

  constructor(
    readonly term: number,
    private readonly name: string,
    private readonly terms: Terms,
    private readonly shared: LocalShared,
  ) {}

  get signal(): AbortSignal {
    return this.#over.signal;
  }

  async reap(): Promise<readonly LostMember[]> {
    const since = this.#since();
    const { members, clock, tell } = this.shared;
    const now = clock.now();
    const lost = [...members].filter(({ expires, ttl }) => Math.max(expires, since + ttl) <= now);
    const told = lost.map(({ name, job }): LostMember => ({ name, job: job?.id }));
    for (const member of lost) {
      member.isLost = true;
      members.delete(member);
      if (member.job !== undefined) requeue(member.job, `the lease of ${member.name} was over`, now);
    }
    if (lost.length > 0) for (const about of ['members', 'jobs', 'orders'] as const) tell({ about });
    return told;
  }

  async submit(jobs: readonly JobRequest[]): Promise<readonly string[]> {
    this.#since();
    const { queue, clock, tell } = this.shared;
    const ids = queue.submit(jobs, clock.now());
    tell({ about: 'jobs' });
    return ids;
  }

  async order(job: string, order: Order): Promise<void> {
    this.#since();
    this.shared.queue.order(job, order, this.shared.clock.now());
    this.shared.tell({ about: 'orders', job });
  }

  async settle(id: string, draft: ResultDraft): Promise<Committed> {
    this.#since();
    const { queue, clock, tell } = this.shared;
    const reporter = { name: this.name, attempt: 0, member: undefined };
    const { committed, digest } = record(queue.job(id), reporter, draft, clock.now());
    if (committed === 'recorded') {
      queue.cancelParts(id, clock.now());
      tell({ about: 'orders', job: id });
    }
    tell({ about: 'results', job: id });
    if (committed === 'differs') throw replicationDiffers(id, digest, draft.digest);
    return committed;
  }

  async resign(): Promise<void> {
    this.terms.resign(this.term);
    this.#over.abort(leadershipOver(this.term));
  }

  /** @throws DiscoError `LEADERSHIP_OVER` */
  #since(): number {
    const since = this.terms.since(this.term);
    if (since === undefined) throw leadershipOver(this.term);
    return since;
  }
}
