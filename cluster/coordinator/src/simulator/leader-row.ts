import type { Terms } from '../local/local-leadership.js';

/** The row of the leader in the database, and the clock by which it counts. */
export class LeaderRow implements Terms {
  term = 0;
  name: string | undefined;
  #since = -Infinity;
  #expires = -Infinity;

  /** @param started when the server was started last: until then, there was nobody to beat to */
  constructor(
    private readonly now: () => number,
    private readonly started: () => number,
  ) {}

  /**
   * Elects a candidate if nobody leads.
   *
   * @param isLocked whether a living session holds the lock of a term
   * @returns the term; undefined if another one leads
   */
  elect(name: string, ttl: number, isLocked: (term: number) => boolean): number | undefined {
    if (this.name !== undefined && this.#expires > this.now() && isLocked(this.term)) return undefined;
    if (isLocked(this.term + 1)) return undefined;
    this.term += 1;
    this.name = name;
    this.#since = this.now();
    this.#expires = this.now() + ttl;
    return this.term;
  }

  /** @returns whether this is the term */
  extend(term: number, ttl: number): boolean {
    if (this.term !== term || this.name === undefined) return false;
    this.#expires = this.now() + ttl;
    return true;
  }

  since(term: number): number | undefined {
    return this.term === term && this.name !== undefined ? Math.max(this.#since, this.started()) : undefined;
  }

  resign(term: number): void {
    if (this.term === term) this.name = undefined;
  }

  /** Who leads, if the session lives. */
  leader(isLocked: (term: number) => boolean): { readonly name: string; readonly term: number } | undefined {
    const { name, term } = this;
    return name !== undefined && this.#expires > this.now() && isLocked(term) ? { name, term } : undefined;
  }
}
