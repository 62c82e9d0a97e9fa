import type { DiscoError } from '@disco-engine/kernel';
import type { Assignment } from '../contract/assignment.js';
import type { Subscription } from '../contract/hint.js';
import { attemptOver, jobCanceled } from '../contract/refusals.js';
import type { AttemptFacts, AttemptState } from './member-link.js';

/** An assignment, as the last beat knows it. */
export class HeldAssignment implements Assignment {
  readonly job: string;
  readonly kind: string;
  readonly payload: string;
  readonly parent: string | undefined;
  readonly code: string | undefined;
  readonly attempt: number;
  readonly seat: number;
  readonly seats: number;
  readonly token: string;
  readonly #over = new AbortController();
  readonly #listeners = new Set<(isPaused: boolean) => void>();
  #isPaused: boolean;

  constructor(facts: AttemptFacts) {
    this.job = facts.job;
    this.kind = facts.kind;
    this.payload = facts.payload;
    this.parent = facts.parent;
    this.code = facts.code;
    this.attempt = facts.attempt;
    this.seat = facts.seat;
    this.seats = facts.seats;
    this.token = facts.token;
    this.#isPaused = facts.isPaused;
  }

  get signal(): AbortSignal {
    return this.#over.signal;
  }

  get isPaused(): boolean {
    return this.#isPaused;
  }

  onPause(listener: (isPaused: boolean) => void): Subscription {
    this.#listeners.add(listener);
    return { unsubscribe: () => void this.#listeners.delete(listener) };
  }

  /** Takes over what the coordinator says of it. */
  update({ isHeld, isPaused, isCanceled }: AttemptState): void {
    if (isCanceled) this.end(jobCanceled(this.job));
    else if (!isHeld) this.end(attemptOver(this.job, this.attempt));
    if (this.signal.aborted || isPaused === this.#isPaused) return;
    this.#isPaused = isPaused;
    for (const listener of this.#listeners) listener(isPaused);
  }

  end(reason: DiscoError): void {
    this.#over.abort(reason);
  }
}
