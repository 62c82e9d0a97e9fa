/** A shorter spin would find nothing that a single check does not. */
const MIN_SPIN = 0.001;

/**
 * How long to spin before sleeping, based on recent experience. A sleeping thread takes 50 to 100 µs to wake, so
 * spinning that long pays off if something arrives, but only if every worker has a core: otherwise it delays the very
 * worker it waits for.
 */
export class Patience {
  #spin: number;

  /**
   * @param longest milliseconds
   * @param cores number of cores available to this many workers
   */
  constructor(
    private readonly longest: number,
    workers: number,
    cores: number,
  ) {
    if (workers > cores) this.longest = 0;
    this.#spin = this.longest;
  }

  /** Milliseconds to spin now; 0 means not at all. */
  get spin(): number {
    return this.#spin;
  }

  /** Something arrived during the spin. */
  paid(): void {
    this.#spin = Math.min(this.longest, 2 * this.#spin);
  }

  /** The spin was in vain; the thread then slept until something arrived or the time was up. */
  slept(milliseconds: number, cameSomething: boolean): void {
    // If it was woken this soon, it would have been worth spinning longer.
    if (milliseconds >= this.longest) this.#spin = this.longest && Math.max(MIN_SPIN, this.#spin / 2);
    else if (cameSomething) this.paid();
  }
}
