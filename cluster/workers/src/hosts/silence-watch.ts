import type { Clock, Timer } from '@disco-engine/transports/clock';

/**
 * Sends signs of life to the other side, and reports when none come back. Time is counted in beats of this process, so
 * a process that was stopped or busy for a while, or on a machine that was asleep, does not mistake its own silence for
 * that of the other side.
 */
export class SilenceWatch {
  #missed = 0;
  #heard: number;
  readonly #timer: Timer;

  /**
   * @param patience milliseconds without a sign of life after which the other side counts as lost
   * @param beat sends a sign of life
   * @param lost called at most once, with the milliseconds of silence
   */
  constructor(
    private readonly clock: Clock,
    private readonly patience: number,
    private readonly beat: () => void,
    private readonly lost: (milliseconds: number) => void,
  ) {
    this.#heard = clock.now();
    this.#timer = clock.every(beatOf(patience), () => this.#tick());
  }

  /** The other side has sent a sign of life. */
  heard(): void {
    this.#missed = 0;
    this.#heard = this.clock.now();
  }

  stop(): void {
    this.#timer.cancel();
  }

  #tick(): void {
    if (this.#missed * beatOf(this.patience) >= this.patience) {
      this.stop();
      return this.lost(Math.round(this.clock.now() - this.#heard));
    }
    this.#missed += 1;
    this.beat();
  }
}

/** Milliseconds between two signs of life, for a side that counts as lost after `patience` milliseconds without one. */
export function beatOf(patience: number): number {
  return Math.max(Math.min(LONGEST_BEAT, patience / 4), 1);
}

const LONGEST_BEAT = 1_000;
