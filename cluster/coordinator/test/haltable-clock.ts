import { systemClock, type Clock } from '../src/time/clock.js';

/** The clock of this machine, with timers that can be halted: time goes on, but this process does nothing by itself. */
export class HaltableClock implements Clock {
  readonly #late: (() => void)[] = [];
  #isHalted = false;

  now(): number {
    return systemClock.now();
  }

  setTimeout(callback: () => void, milliseconds: number): unknown {
    return systemClock.setTimeout(() => {
      if (this.#isHalted) this.#late.push(callback);
      else callback();
    }, milliseconds);
  }

  clearTimeout(handle: unknown): void {
    systemClock.clearTimeout(handle);
  }

  halt(): void {
    this.#isHalted = true;
  }

  go(): void {
    this.#isHalted = false;
    for (const callback of this.#late.splice(0)) callback();
  }
}
