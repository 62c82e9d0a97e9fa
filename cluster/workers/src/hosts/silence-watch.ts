/**
 * Shows signs of life to the other side, and tells when that shows none. Time is counted in beats that this process has made itself, so
 * neither a process that was stopped or busy for a while, nor one on a machine that slept, takes its own silence for that of others.
 */
export class SilenceWatch {
  #missed = 0;
  #heard = performance.now();
  readonly #timer: NodeJS.Timeout;

  /**
   * @param patience milliseconds without a sign of life after which the other side counts as lost
   * @param beat shows a sign of life
   * @param lost called at most once, with the milliseconds of silence
   */
  constructor(
    private readonly patience: number,
    private readonly beat: () => void,
    private readonly lost: (milliseconds: number) => void,
  ) {
    this.#timer = setInterval(() => this.#tick(), beatOf(patience));
  }

  /** The other side has shown a sign of life. */
  heard(): void {
    this.#missed = 0;
    this.#heard = performance.now();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #tick(): void {
    if (this.#missed * beatOf(this.patience) >= this.patience) {
      this.stop();
      return this.lost(Math.round(performance.now() - this.#heard));
    }
    this.#missed += 1;
    this.beat();
  }
}

/** Milliseconds between two signs of life, for a side that is to be missed after so many milliseconds without one. */
export function beatOf(patience: number): number {
  return Math.max(Math.min(LONGEST_BEAT, patience / 4), 1);
}

const LONGEST_BEAT = 1_000;
