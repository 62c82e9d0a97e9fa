import type { Leader } from '../contract/leadership.js';
import type { Terms } from './local-leadership.js';

/** One leader at a time, and those who wait to be the next. */
export class Candidates implements Terms {
  #term = 0;
  #leader: { readonly name: string; readonly term: number; readonly since: number } | undefined;
  readonly #waiting: (() => void)[] = [];

  get leader(): Leader | undefined {
    return this.#leader && { name: this.#leader.name, term: this.#leader.term };
  }

  since(term: number): number | undefined {
    return this.#leader?.term === term ? this.#leader.since : undefined;
  }

  /** @returns the term */
  async lead(name: string, now: () => number, signal: AbortSignal | undefined): Promise<number> {
    signal?.throwIfAborted();
    while (this.#leader !== undefined) await this.#turn(signal);
    this.#term += 1;
    this.#leader = { name, term: this.#term, since: now() };
    return this.#term;
  }

  resign(term: number): void {
    if (this.#leader?.term !== term) return;
    this.#leader = undefined;
    this.#waiting.shift()?.();
  }

  #turn(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const end = (): void => {
        signal?.removeEventListener('abort', abort);
        resolve();
      };
      const abort = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(end), 1);
        reject(signal?.reason);
      };
      signal?.addEventListener('abort', abort, { once: true });
      this.#waiting.push(end);
    });
  }
}
