/** Spins shorter than this find nothing that a look would not have found. */
const MIN_SPIN = 0.001;

/**
 * How long to spin before sleeping, from how that went lately. A thread that sleeps takes 50 to 100 µs to wake, so spinning for that
 * long pays if something comes, and only if every worker has a core: otherwise it keeps the one away that it waits for.
 */
export class Patience {
  #spin: number;

  /**
   * @param longest milliseconds
   * @param cores to run on, for so many workers
   */
  constructor(
    private readonly longest: number,
    workers: number,
    cores: number,
  ) {
    if (workers > cores) this.longest = 0;
    this.#spin = this.longest;
  }

  /** Milliseconds to spin now; 0 for not at all. */
  get spin(): number {
    return this.#spin;
  }

  /** Something came while it spun. */
  paid(): void {
    this.#spin = Math.min(this.longest, 2 * this.#spin);
  }

  /** It spun in vain and then slept, until something came or there was no more time. */
  slept(milliseconds: number, cameSomething: boolean): void {
    // What woke it so soon would have been worth waiting for.
    if (milliseconds >= this.longest) this.#spin = this.longest && Math.max(MIN_SPIN, this.#spin / 2);
    else if (cameSomething) this.paid();
  }
}
