/** Milliseconds between two lines on a stream that is no terminal. */
const BETWEEN = 10_000;

/** Limits lines about progress, each of which a pipe or a log keeps, to one every ten seconds. */
export class LinePace {
  #latest: number;

  /** @param isDueAtOnce whether the first line need not wait */
  constructor(isDueAtOnce: boolean) {
    this.#latest = performance.now() - (isDueAtOnce ? BETWEEN : 0);
  }

  /** Whether the next line is due; if so, the time starts again. */
  isDue(): boolean {
    const now = performance.now();
    if (now - this.#latest < BETWEEN) return false;
    this.#latest = now;
    return true;
  }
}
