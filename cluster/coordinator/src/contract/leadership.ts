import type { JobRequest, Order, ResultDraft } from './job.js';
import type { Committed, LostMember } from './member.js';

/** The leader as others see it. */
export interface Leader {
  /** The name under which it became a candidate. */
  readonly name: string;
  /** Grows with each leader. */
  readonly term: number;
}

/** The office of the leader. Each call fails with `LEADERSHIP_OVER` once there is a later term. */
export interface Leadership {
  /** Grows with each leader. */
  readonly term: number;
  /** Aborts with `LEADERSHIP_OVER` as soon as this process can no longer know that it leads. */
  readonly signal: AbortSignal;

  /**
   * Counts members as lost whose lease is over, and returns their jobs to the queue. For one ttl after it was elected, a leader spares
   * them: they may have had nobody to beat to.
   */
  reap(): Promise<readonly LostMember[]>;

  /** Queues jobs, as `Coordinator.submit` does. */
  submit(jobs: readonly JobRequest[]): Promise<readonly string[]>;

  /** Orders something of a job, as `Coordinator.order` does. */
  order(job: string, order: Order): Promise<void>;

  /**
   * Reports the result of a job with no seats.
   *
   * @throws DiscoError as `Membership.commit`
   */
  settle(job: string, result: ResultDraft): Promise<Committed>;

  /** Steps back, so that the next candidate leads. */
  resign(): Promise<void>;
}
