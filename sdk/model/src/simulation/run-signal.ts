import type { Cancellation } from '@disco-engine/kernel';

/** The signal of one call of `run`: combines the caller's signal with the disposal of the simulation. */
export class RunSignal implements Cancellation {
  readonly #listeners = new Set<() => void>();
  #ended: { readonly reason: unknown } | undefined;

  constructor(private readonly given: Cancellation | undefined) {}

  get aborted(): boolean {
    return this.#ended !== undefined || this.given?.aborted === true;
  }

  get reason(): unknown {
    return this.#ended === undefined ? this.given?.reason : this.#ended.reason;
  }

  end(reason: unknown): void {
    this.#ended = { reason };
    for (const listener of this.#listeners) listener();
  }

  addEventListener(type: 'abort', listener: () => void): void {
    this.#listeners.add(listener);
    this.given?.addEventListener(type, listener);
  }

  removeEventListener(type: 'abort', listener: () => void): void {
    this.#listeners.delete(listener);
    this.given?.removeEventListener(type, listener);
  }
}
