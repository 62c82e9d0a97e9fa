import type { ResultDraft } from '../contract/job.js';

/**
 * What a coordinator does for one member. Every call may be repeated after its answer was lost. Those with a signal wait for a coordinator
 * that is away, until the membership ends.
 */
export interface MemberLink {
  /**
   * Extends the lease.
   *
   * @param attempt the attempt that the member works on
   * @throws DiscoError `LEASE_OVER`
   */
  beat(attempt: AttemptName | undefined): Promise<BeatAnswer>;
  /** @throws DiscoError `LEASE_OVER` */
  claim(signal: AbortSignal): Promise<AttemptFacts | undefined>;
  /** @throws DiscoError `ATTEMPT_OVER`, `LEASE_OVER` */
  tell(attempt: AttemptName, text: string, signal: AbortSignal): Promise<void>;
  /** @throws DiscoError `ATTEMPT_OVER`, `LEASE_OVER` */
  told(attempt: AttemptName, signal: AbortSignal): Promise<readonly (string | undefined)[]>;
  /** @throws DiscoError as `Membership.commit`, but for `REPLICATION_DIFFERS` */
  commit(attempt: AttemptName, result: ResultDraft, signal: AbortSignal): Promise<CommitAnswer>;
  /** @throws DiscoError `LEASE_OVER` */
  release(attempt: AttemptName, reason: string | undefined, signal: AbortSignal): Promise<void>;
  leave(): Promise<void>;
}

export interface AttemptName {
  readonly job: string;
  readonly attempt: number;
}

/** A claimed seat. */
export interface AttemptFacts extends AttemptName {
  readonly kind: string;
  readonly payload: string;
  readonly parent: string | undefined;
  readonly code: string | undefined;
  readonly seat: number;
  readonly seats: number;
  readonly token: string;
  readonly isPaused: boolean;
}

export interface BeatAnswer {
  readonly isDraining: boolean;
  /** Where the attempt stands that the member works on; undefined if it named none. */
  readonly attempt: AttemptState | undefined;
}

export interface AttemptState {
  /** Whether the member still has its seat. */
  readonly isHeld: boolean;
  readonly isPaused: boolean;
  readonly isCanceled: boolean;
}

export interface CommitAnswer {
  readonly committed: 'recorded' | 'repeated' | 'differs';
  /** The digest that counts. */
  readonly digest: string;
}
