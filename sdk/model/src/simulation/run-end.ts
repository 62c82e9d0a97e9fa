import { DiscoError, type Cancellation } from '@disco-engine/kernel';
import { RunSignal } from './run-signal.js';

/** The end of a simulation: aborts the run in progress, disposes of everything once, and refuses later calls. */
export class RunEnd {
  readonly #runs = new Map<RunSignal, Promise<unknown>>();
  #done: Promise<void> | undefined;

  /** @throws DiscoError `RUN_DISPOSED` */
  refuse(call: string): void {
    if (this.#done === undefined) return;
    const message = `${call} was called after dispose(); create a new simulation with Simulation.create`;
    throw new DiscoError('RUN_DISPOSED', message);
  }

  /** Performs a call of `run`, with a signal that also fires when the simulation is disposed of. */
  async during<T>(given: Cancellation | undefined, run: (signal: Cancellation) => Promise<T>): Promise<T> {
    const signal = new RunSignal(given);
    const result = run(signal);
    this.#runs.set(signal, result);
    try {
      return await result;
    } finally {
      this.#runs.delete(signal);
    }
  }

  /** Aborts running calls, then calls `dispose`; a second call waits for the first, and fails as it does. */
  dispose(dispose: () => Promise<void>): Promise<void> {
    return (this.#done ??= this.#end(dispose));
  }

  async #end(dispose: () => Promise<void>): Promise<void> {
    const reason = new DiscoError('RUN_DISPOSED', 'the simulation was disposed of while it was running');
    for (const signal of this.#runs.keys()) signal.end(reason);
    // Errors of a run go to its caller. (Even if none is in progress, a call of `until` may be, on this very stack.)
    await Promise.allSettled(this.#runs.values());
    await dispose();
  }
}
