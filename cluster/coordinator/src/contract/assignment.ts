import type { Subscription } from './hint.js';

/** A seat in one attempt at a job. */
export interface Assignment {
  readonly job: string;
  readonly kind: string;
  readonly payload: string;
  readonly parent: string | undefined;
  readonly code: string | undefined;
  /** From 1; every attempt at a job has another one. */
  readonly attempt: number;
  /** From 0. */
  readonly seat: number;
  /** Number of members of this attempt. */
  readonly seats: number;
  /** A secret that only the members of this attempt know, in 64 hexadecimal digits. */
  readonly token: string;
  /**
   * Aborts with the reason once the attempt no longer counts: `JOB_CANCELED`, `ATTEMPT_OVER` if it was lost by another member or
   * ended, `LEASE_OVER`. What comes of it then would be refused.
   */
  readonly signal: AbortSignal;
  readonly isPaused: boolean;
  /** Calls back when the job is paused or resumed. */
  onPause(listener: (isPaused: boolean) => void): Subscription;
}
