import type { Clock } from '@disco-engine/transports/clock';
import type { Coordinator } from '../contract/coordinator.js';
import type { Hint } from '../contract/hint.js';

/** Waits for a hint about one of some things, or for some time, because hints can be lost. */
export class Awaken {
  #isAwake = false;
  #wake: (() => void) | undefined;
  readonly #subscription;

  constructor(
    coordinator: Coordinator,
    private readonly clock: Clock,
    about: readonly Hint['about'][],
  ) {
    this.#subscription = coordinator.watch((hint) => {
      if (about.includes(hint.about)) this.now();
    });
  }

  /** Ends the wait, or the next one if there is none. */
  now(): void {
    this.#isAwake = true;
    this.#wake?.();
  }

  async wait(milliseconds: number, signal: AbortSignal): Promise<void> {
    if (!this.#isAwake && !signal.aborted)
      await new Promise<void>((resolve) => {
        const end = (): void => {
          timer.cancel();
          signal.removeEventListener('abort', end);
          resolve();
        };
        const timer = this.clock.after(milliseconds, end);
        signal.addEventListener('abort', end);
        this.#wake = end;
      });
    this.#wake = undefined;
    this.#isAwake = false;
  }

  end(): void {
    this.#subscription.unsubscribe();
  }
}
