import { WorkerWord, workerWords, type SharedMemoryArea } from './shared-memory-area.js';

/** Wakes a worker, and lets it sleep until someone does. */
export class Doorbell {
  readonly #words: Int32Array;
  #heard: number;

  constructor(area: SharedMemoryArea, worker: number) {
    this.#words = workerWords(area, worker);
    this.#heard = Atomics.load(this.#words, WorkerWord.Bell);
  }

  /** Wakes the worker if it sleeps. What it is to see must have been stored before. */
  ringIfAsleep(): void {
    if (Atomics.load(this.#words, WorkerWord.Asleep) === 1) this.ring();
  }

  /** Wakes the worker; if it does not sleep, it will not the next time. */
  ring(): void {
    Atomics.add(this.#words, WorkerWord.Bell, 1);
    Atomics.notify(this.#words, WorkerWord.Bell);
  }

  /** Whether it rang since this was last asked, or since the last sleep. */
  heard(): boolean {
    const bell = Atomics.load(this.#words, WorkerWord.Bell);
    if (bell === this.#heard) return false;
    this.#heard = bell;
    return true;
  }

  /**
   * Sleeps until it rings. Blocks the thread.
   *
   * @param isNews asked once more after the others can see that this worker sleeps, so that nothing is missed in between
   */
  sleep(milliseconds: number, isNews: () => boolean): void {
    Atomics.store(this.#words, WorkerWord.Asleep, 1);
    if (!isNews()) Atomics.wait(this.#words, WorkerWord.Bell, this.#heard, milliseconds);
    Atomics.store(this.#words, WorkerWord.Asleep, 0);
    this.heard();
  }
}

/**
 * Wakes a worker that sleeps in `poll`, so that it looks at what else there is for it, such as a command. If it does not sleep now, its
 * next `poll` will not. May be called from any thread.
 */
export function wake(area: SharedMemoryArea, worker: number): void {
  new Doorbell(area, worker).ring();
}
