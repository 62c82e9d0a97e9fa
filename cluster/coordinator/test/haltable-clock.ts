import { systemClock, type Clock, type Timer } from '@disco-engine/transports/clock';

/** The clock of this machine, with timers that can be halted: time goes on, but this process does nothing by itself. */
export class HaltableClock implements Clock {
  readonly #late: (() => void)[] = [];
  #isHalted = false;

  now(): number {
    return systemClock.now();
  }

  after(milliseconds: number, action: () => void): Timer {
    return systemClock.after(milliseconds, () => this.#act(action));
  }

  every(milliseconds: number, action: () => void): Timer {
    return systemClock.every(milliseconds, () => this.#act(action));
  }

  nextTurn(action: () => void): void {
    systemClock.nextTurn(() => this.#act(action));
  }

  halt(): void {
    this.#isHalted = true;
  }

  go(): void {
    this.#isHalted = false;
    for (const action of this.#late.splice(0)) action();
  }

  #act(action: () => void): void {
    if (this.#isHalted) this.#late.push(action);
    else action();
  }
}
