import type { Hint, Subscription } from './hint.js';
import type { Job, JobQuery, JobRequest, JobResult, Order } from './job.js';
import type { Leader, Leadership } from './leadership.js';
import type { Member, MemberOptions, Membership } from './member.js';

/**
 * Knows which workers there are, which of them leads, which job runs where, and which result counts. This class is the token under which
 * a container provides one.
 *
 * All times are those of the coordinator's own clock; those of the hosts need not agree.
 *
 * @example
 * const provider = { token: Coordinator, useValue: new LocalCoordinator() };
 */
export abstract class Coordinator {
  /** The name used in errors: `local`, `postgres://host/database`. */
  abstract readonly name: string;

  /** Joins as a worker. */
  abstract join(member: MemberOptions): Promise<Membership>;

  /** All members that have not left and are not lost, in the order in which they joined. */
  abstract members(): Promise<readonly Member[]>;

  /**
   * Asks members to take no more jobs and to leave when they have none.
   *
   * @param name name of the members, or what it begins with up to a `/`, which is usually the host
   * @returns their number
   */
  abstract drain(name: string): Promise<number>;

  /**
   * Waits until this process leads. There is one leader at a time.
   *
   * @param candidate shown in lists
   * @param signal stops waiting; the promise then rejects with its reason
   */
  abstract lead(candidate: string, signal?: AbortSignal): Promise<Leadership>;

  /** Who leads; undefined if nobody does. */
  abstract leader(): Promise<Leader | undefined>;

  /**
   * Queues jobs, all or none.
   *
   * @returns their names
   * @throws InvalidInputError `JOB_INVALID` with all problems
   * @throws DiscoError `JOB_UNKNOWN` if a parent does not exist; `ARTEFACT_UNKNOWN` if a needed artefact does not
   */
  abstract submit(jobs: readonly JobRequest[]): Promise<readonly string[]>;

  /** Jobs in the order of submission. */
  abstract jobs(query?: JobQuery): Promise<readonly Job[]>;

  /** The result of a job; undefined while it has none. */
  abstract result(job: string): Promise<JobResult | undefined>;

  /**
   * Pauses, resumes or cancels a job and the jobs that belong to it. Orders to a job that has ended have no effect.
   *
   * @throws DiscoError `JOB_UNKNOWN`
   */
  abstract order(job: string, order: Order): Promise<void>;

  /**
   * Stores an artefact.
   *
   * @returns its SHA-256, in hexadecimal digits; the same bytes are stored once
   * @throws DiscoError `ARTEFACT_TOO_LARGE` beyond 256 MB
   */
  abstract put(bytes: Uint8Array): Promise<string>;

  /**
   * Reads an artefact.
   *
   * @throws DiscoError `ARTEFACT_UNKNOWN`; `ARTEFACT_DAMAGED` if its bytes do not have this hash
   */
  abstract get(hash: string): Promise<Uint8Array>;

  /**
   * Calls back when something may have changed. Hints can be lost and can be repeated, so whoever waits for something looks from time to
   * time as well.
   */
  abstract watch(listener: (hint: Hint) => void): Subscription;

  /**
   * Removes jobs that ended long ago, with their parts and results, and artefacts that belong to no result and no job
   * any more.
   *
   * @param milliseconds how long ago a job must have ended, and an artefact must have been stored
   */
  abstract collect(milliseconds: number): Promise<Collected>;

  /** Releases connections. Memberships end without leaving: their jobs go on elsewhere when the leases are over. */
  abstract close(): Promise<void>;
}

/** What `collect` has removed. */
export interface Collected {
  readonly jobs: number;
  readonly artefacts: number;
}
