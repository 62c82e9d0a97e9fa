/**
 * Time for whatever waits, beats or gives up. Code that is not simulated itself takes it as a parameter and uses no
 * timer of its own, so that a test can run hours of it, with all failures, in milliseconds and from one seed.
 *
 * @example
 * const timer = clock.after(1_000, () => giveUp());
 * timer.cancel();
 */
export interface Clock {
  /** Milliseconds since an arbitrary origin; never decreases. */
  now(): number;
  /** Calls `action` once, after this many milliseconds. */
  after(milliseconds: number, action: () => void): Timer;
  /** Calls `action` again and again, until it is canceled. */
  every(milliseconds: number, action: () => void): Timer;
  /** Calls `action` in the next turn of the event loop, once everything that has arrived by now has been read. */
  nextTurn(action: () => void): void;
}

/** A call that a clock will make. */
export interface Timer {
  /** Prevents any further call; does nothing if there is none to come. */
  cancel(): void;
  /** Lets the process end although the timer is pending. Returns the timer. */
  unref(): Timer;
}

/** Resolves after this many milliseconds, or as soon as the signal aborts. */
export function sleep(clock: Clock, milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted === true) return resolve();
    const end = (): void => {
      timer.cancel();
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const timer = clock.after(milliseconds, end);
    signal?.addEventListener('abort', end);
  });
}
