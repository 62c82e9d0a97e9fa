import type { Assignment } from './assignment.js';
import type { ResultDraft } from './job.js';

/** How a worker joins. */
export interface MemberOptions {
  /** Shown in lists, such as `host-a/3`. Several members may have the same name. */
  readonly name: string;
  /** Hashes of the code that it can run. Default: none, which fits only jobs that require none. */
  readonly offers?: readonly string[] | undefined;
  /** Milliseconds without a beat after which the member counts as lost. Default: 15,000. */
  readonly ttl?: number | undefined;
}

/** A member as others see it. */
export interface Member {
  readonly name: string;
  readonly offers: readonly string[];
  /** Whether it takes no more jobs. */
  readonly isDraining: boolean;
  /** Milliseconds until its lease is over, by the coordinator's clock; negative once it is. */
  readonly left: number;
  /** The job that it works on. */
  readonly job: string | undefined;
}

/** A member whose lease was over, and the job that went back to the queue, if it had one. */
export interface LostMember {
  readonly name: string;
  readonly job: string | undefined;
}

/** A result that counts, or the same one reported again. */
export type Committed = 'recorded' | 'repeated';

/**
 * The place of a worker among the members. It beats on its own, three times per lease, and holds at most one assignment at a time.
 *
 * While the coordinator is away, calls wait; the worker goes on with what it does.
 */
export interface Membership {
  readonly name: string;
  /**
   * Aborts with `LEASE_OVER` once the coordinator has counted this member as lost, and with `COORDINATOR_CLOSED` after `leave`. The
   * worker must then stop what it does.
   */
  readonly signal: AbortSignal;
  /** Whether it has been asked to take no more jobs. */
  readonly isDraining: boolean;

  /**
   * The assignment of this member. If it has none, the coordinator assigns the first job in the queue that fits; a job with several
   * seats is assigned to all members at once, or not at all.
   *
   * @returns undefined if there is nothing to do
   * @throws DiscoError `LEASE_OVER`
   */
  claim(): Promise<Assignment | undefined>;

  /**
   * Tells the other members of an attempt something, such as an address, instead of what was told before.
   *
   * @throws DiscoError `ATTEMPT_OVER`, `LEASE_OVER`
   */
  tell(assignment: Assignment, text: string): Promise<void>;

  /**
   * What the members of an attempt have told one another.
   *
   * @returns by seat; undefined for those that have told nothing yet
   * @throws DiscoError `ATTEMPT_OVER`, `LEASE_OVER`
   */
  told(assignment: Assignment): Promise<readonly (string | undefined)[]>;

  /**
   * Reports the result of an assignment. Of all results of a job, the first one of a current attempt counts. A call may be repeated.
   *
   * @returns `repeated` if this very result is recorded already
   * @throws DiscoError `ATTEMPT_OVER`, `JOB_CANCELED` if the attempt no longer counts; `ARTEFACT_UNKNOWN`; `LEASE_OVER`
   * @throws DiscoError `REPLICATION_DIFFERS` with both digests if the job has another result; the coordinator keeps that as an alarm
   */
  commit(assignment: Assignment, result: ResultDraft): Promise<Committed>;

  /**
   * Gives an assignment back; its job returns to the queue.
   *
   * @param reason why it could not be done, which counts as a lost attempt; undefined if it could be, but should not be here
   * @throws DiscoError `LEASE_OVER`
   */
  release(assignment: Assignment, reason?: string): Promise<void>;

  /** Ends the membership; what it was assigned returns to the queue. */
  leave(): Promise<void>;
}
