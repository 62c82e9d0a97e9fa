import { DiscoError, type Cancellation } from '@disco-engine/kernel';
import { RunSignal } from './run-signal.js';

/** The end of a simulation: ends the run that is under way, disposes of what was made, once, and refuses what comes after it. */
export class RunEnd {
  readonly #runs = new Map<RunSignal, Promise<unknown>>();
  #done: Promise<void> | undefined;

  /** @throws DiscoError `RUN_DISPOSED` */
  refuse(call: string): void {
    if (this.#done === undefined) return;
    const message = `${call} was called after dispose, which ends a simulation for good; make a new one with Simulation.create`;
    throw new DiscoError('RUN_DISPOSED', message);
  }

  /** Makes a call of `run`, with a signal that also says when the simulation is disposed of. */
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

  /** Ends what runs, and then calls `dispose`; a second call waits for the first, and fails as it does. */
  dispose(dispose: () => Promise<void>): Promise<void> {
    return (this.#done ??= this.#end(dispose));
  }

  async #end(dispose: () => Promise<void>): Promise<void> {
    const reason = new DiscoError('RUN_DISPOSED', 'the simulation was disposed of while it ran');
    for (const signal of this.#runs.keys()) signal.end(reason);
    // What a run throws is told to who called it. (Even where none is under way, a call of `until` may be, on this very stack.)
    await Promise.allSettled(this.#runs.values());
    await dispose();
  }
}
