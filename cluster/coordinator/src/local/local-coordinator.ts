import { systemClock, type Clock } from '@disco-engine/transports/clock';
import { Coordinator, type Collected } from '../contract/coordinator.js';
import type { Hint, Subscription } from '../contract/hint.js';
import type { Job, JobQuery, JobRequest, JobResult, Order } from '../contract/job.js';
import type { Leader, Leadership } from '../contract/leadership.js';
import type { Member, MemberOptions, Membership } from '../contract/member.js';
import { coordinatorClosed } from '../contract/refusals.js';
import { Hints } from '../membership/hints.js';
import { HeldMembership } from '../membership/held-membership.js';
import { USUAL_TTL } from '../membership/usual-ttl.js';
import { Artefacts } from './artefacts.js';
import { Candidates } from './candidates.js';
import { LocalLeadership } from './local-leadership.js';
import { LocalMemberLink, type LocalShared } from './local-member-link.js';
import { LocalQueue } from './local-queue.js';
import type { LocalMember } from './local-state.js';

export interface LocalCoordinatorOptions {
  /** Folder for artefacts, which is created when the first one is stored. Default: they stay in memory. */
  readonly folder?: string | undefined;
  /** Counts the leases. Default: the clock of this machine. */
  readonly clock?: Clock | undefined;
}

/**
 * A coordinator in the memory of one process, for programs and tests that need no server. What it knows is gone with the process.
 *
 * @example
 * const coordinator = new LocalCoordinator();
 * const [job] = await coordinator.submit([{ kind: 'square', payload: '7' }]);
 * const member = await coordinator.join({ name: 'worker' });
 * const assignment = await member.claim();
 */
export class LocalCoordinator extends Coordinator {
  readonly name = 'local';
  readonly #shared: LocalShared;
  readonly #candidates = new Candidates();
  readonly #hints = new Hints();
  readonly #memberships = new Set<HeldMembership>();
  #isClosed = false;

  constructor({ folder, clock = systemClock }: LocalCoordinatorOptions = {}) {
    super();
    const artefacts = new Artefacts(folder);
    this.#shared = {
      clock,
      queue: new LocalQueue(artefacts),
      members: new Set(),
      artefacts,
      tell: (hint) => this.#hints.tell(hint),
    };
  }

  async join({ name, offers = [], ttl = USUAL_TTL }: MemberOptions): Promise<Membership> {
    const { clock, members, tell } = this.#open();
    const expires = clock.now() + ttl;
    const member: LocalMember = { name, offers, ttl, expires, isDraining: false, isLost: false, job: undefined };
    members.add(member);
    const link = new LocalMemberLink(member, this.#shared);
    const membership = new HeldMembership({
      name,
      ttl,
      asked: clock.now(),
      clock,
      link,
      watch: (listener) => this.watch(listener),
    });
    this.#memberships.add(membership);
    tell({ about: 'members' });
    return membership;
  }

  async members(): Promise<readonly Member[]> {
    const { clock, members } = this.#open();
    return Array.from(members, ({ name, offers, isDraining, expires, job }) => ({
      name,
      offers,
      isDraining,
      left: expires - clock.now(),
      job: job?.id,
    }));
  }

  async drain(name: string): Promise<number> {
    const { members, tell } = this.#open();
    const chosen = [...members].filter((one) => one.name === name || one.name.startsWith(`${name}/`));
    for (const member of chosen) member.isDraining = true;
    tell({ about: 'orders' });
    return chosen.length;
  }

  async lead(candidate: string, signal?: AbortSignal): Promise<Leadership> {
    const { clock } = this.#open();
    const term = await this.#candidates.lead(candidate, () => clock.now(), signal);
    return new LocalLeadership(term, candidate, this.#candidates, this.#shared);
  }

  async leader(): Promise<Leader | undefined> {
    this.#open();
    return this.#candidates.leader;
  }

  async submit(jobs: readonly JobRequest[]): Promise<readonly string[]> {
    const { queue, clock, tell } = this.#open();
    const ids = queue.submit(jobs, clock.now());
    tell({ about: 'jobs' });
    return ids;
  }

  async jobs(query: JobQuery = {}): Promise<readonly Job[]> {
    const { queue, clock } = this.#open();
    return queue.list(query, clock.now());
  }

  async result(job: string): Promise<JobResult | undefined> {
    return this.#open().queue.job(job).result;
  }

  async order(job: string, order: Order): Promise<void> {
    const { queue, clock, tell } = this.#open();
    queue.order(job, order, clock.now());
    tell({ about: 'orders', job });
    if (order !== 'pause') tell({ about: 'jobs' });
  }

  async put(bytes: Uint8Array): Promise<string> {
    const { artefacts, clock } = this.#open();
    return artefacts.put(bytes, clock.now());
  }

  async get(hash: string): Promise<Uint8Array> {
    return this.#open().artefacts.get(hash);
  }

  watch(listener: (hint: Hint) => void): Subscription {
    return this.#hints.watch(listener);
  }

  async collect(milliseconds: number): Promise<Collected> {
    const { queue, artefacts, clock } = this.#open();
    const before = clock.now() - milliseconds;
    const jobs = queue.collect(before);
    const used = new Set([...queue.all].flatMap((job) => [...job.artefacts, ...(job.result?.artefacts ?? [])]));
    return { jobs, artefacts: await artefacts.collect(used, before) };
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (const membership of this.#memberships) membership.end(coordinatorClosed(this.name));
  }

  #open(): LocalShared {
    if (this.#isClosed) throw coordinatorClosed(this.name);
    return this.#shared;
  }
}
