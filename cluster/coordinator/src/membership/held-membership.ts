import { isDiscoError, type DiscoError } from '@disco-engine/kernel';
import type { Clock, Timer } from '@disco-engine/transports/clock';
import type { Assignment } from '../contract/assignment.js';
import type { Hint, Subscription } from '../contract/hint.js';
import type { ResultDraft } from '../contract/job.js';
import type { Committed, Membership } from '../contract/member.js';
import { coordinatorClosed, replicationDiffers } from '../contract/refusals.js';
import { HeldAssignment } from './held-assignment.js';
import type { MemberLink } from './member-link.js';

export interface HeldMembershipOptions {
  readonly name: string;
  /** Milliseconds. */
  readonly ttl: number;
  /** When the lease was asked for, by the clock of this process: it began later. */
  readonly asked: number;
  readonly clock: Clock;
  readonly link: MemberLink;
  readonly watch: (listener: (hint: Hint) => void) => Subscription;
}

/** Keeps a lease by its beats, and tells its assignment what the coordinator answers to them. */
export class HeldMembership implements Membership {
  readonly name: string;
  readonly #link: MemberLink;
  readonly #over = new AbortController();
  readonly #hints: Subscription;
  #assignment: HeldAssignment | undefined;
  #isDraining = false;
  /** Until when this process knows by itself that its lease holds. */
  #until: number;
  #timer: Timer | undefined;
  #beating: Promise<void> | undefined;
  /** Whether a hint came during a beat, whose answer may be older. */
  #isHinted = false;

  constructor(private readonly options: HeldMembershipOptions) {
    const { name, link, watch, ttl, asked } = options;
    this.name = name;
    this.#link = link;
    this.#until = asked + ttl;
    this.#hints = watch(({ about, job }) => {
      if (about === 'orders' && (job === undefined || this.#isMine(job))) this.#hear();
    });
    this.#schedule();
  }

  get signal(): AbortSignal {
    return this.#over.signal;
  }

  get isDraining(): boolean {
    return this.#isDraining;
  }

  async claim(): Promise<Assignment | undefined> {
    await this.#beFresh();
    const facts = await this.#telling(() => this.#link.claim(this.signal));
    this.#over.signal.throwIfAborted();
    const known = this.#assignment;
    if (facts === undefined) return undefined;
    if (known?.job === facts.job && known.attempt === facts.attempt && !known.signal.aborted) return known;
    return (this.#assignment = new HeldAssignment(facts));
  }

  async tell(assignment: Assignment, text: string): Promise<void> {
    await this.#beFresh();
    await this.#telling(() => this.#link.tell(assignment, text, this.signal));
  }

  async told(assignment: Assignment): Promise<readonly (string | undefined)[]> {
    await this.#beFresh();
    return this.#telling(() => this.#link.told(assignment, this.signal));
  }

  async commit(assignment: Assignment, result: ResultDraft): Promise<Committed> {
    await this.#beFresh();
    const { committed, digest } = await this.#telling(() => this.#link.commit(assignment, result, this.signal));
    this.#forget(assignment);
    if (committed === 'differs') throw replicationDiffers(assignment.job, digest, result.digest);
    return committed;
  }

  async release(assignment: Assignment, reason?: string): Promise<void> {
    await this.#beFresh();
    await this.#telling(() => this.#link.release(assignment, reason, this.signal));
    this.#forget(assignment);
  }

  async leave(): Promise<void> {
    if (this.signal.aborted) return;
    this.end(coordinatorClosed(this.name));
    await this.#link.leave();
  }

  /** Ends it without a word to the coordinator. */
  end(reason: DiscoError): void {
    this.#over.abort(reason);
    this.#assignment?.end(reason);
    this.#hints.unsubscribe();
    this.#timer?.cancel();
  }

  /** A process that was halted asks whether its lease still holds before it says anything else. */
  async #beFresh(): Promise<void> {
    this.signal.throwIfAborted();
    if (this.options.clock.now() >= this.#until) await this.#beat();
    this.signal.throwIfAborted();
  }

  #isMine(job: string): boolean {
    return this.#assignment?.job === job || this.#assignment?.parent === job;
  }

  #forget({ job, attempt }: Assignment): void {
    if (this.#assignment?.job === job && this.#assignment.attempt === attempt) this.#assignment = undefined;
  }

  #schedule(): void {
    if (this.signal.aborted) return;
    this.#timer?.cancel();
    this.#timer = this.options.clock.after(this.options.ttl / 3, () => void this.#beat());
  }

  #hear(): void {
    if (this.#beating === undefined) void this.#beat();
    else this.#isHinted = true;
  }

  #beat(): Promise<void> {
    return (this.#beating ??= this.#beatOnce().finally(() => {
      this.#beating = undefined;
      const isHinted = this.#isHinted && !this.signal.aborted;
      this.#isHinted = false;
      if (isHinted) void this.#beat();
      else this.#schedule();
    }));
  }

  async #beatOnce(): Promise<void> {
    const { clock, ttl } = this.options;
    const sent = clock.now();
    const assignment = this.#assignment;
    try {
      const { isDraining, attempt } = await this.#telling(() => this.#link.beat(assignment));
      this.#until = sent + ttl;
      this.#isDraining = isDraining;
      // An assignment that was committed in the meantime has ended in its own way.
      if (attempt !== undefined && this.#assignment === assignment) assignment?.update(attempt);
    } catch {
      // Either the lease is over, which `telling` has told, or the coordinator is away and the next beat may reach it.
    }
  }

  async #telling<Result>(call: () => Promise<Result>): Promise<Result> {
    try {
      return await call();
    } catch (error) {
      if (isDiscoError(error, 'LEASE_OVER')) this.end(error);
      throw error;
    }
  }
}
