import type { Hint, Subscription } from '../contract/hint.js';

/** Those who watch a coordinator. */
export class Hints {
  readonly #listeners = new Set<(hint: Hint) => void>();

  watch(listener: (hint: Hint) => void): Subscription {
    this.#listeners.add(listener);
    return { unsubscribe: () => void this.#listeners.delete(listener) };
  }

  /** Listeners are called after what the caller does now. */
  tell(hint: Hint): void {
    for (const listener of this.#listeners) queueMicrotask(() => listener(hint));
  }
}
