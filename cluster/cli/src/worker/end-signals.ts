import { exitCodeOf } from '../terminal/signal-exit.js';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;
export type EndSignal = (typeof SIGNALS)[number];

/**
 * Receives Ctrl-C and SIGTERM, however many, until it is disposed of. `process.once` would not do: PID 1 of a container
 * gets no signal that it has no handler for. A third one ends the process.
 */
export class EndSignals {
  readonly first: Promise<EndSignal>;
  readonly second: Promise<EndSignal>;
  #count = 0;
  readonly #resolves: ((signal: EndSignal) => void)[] = [];
  readonly #take = (signal: NodeJS.Signals): void => {
    this.#resolves[this.#count++]?.(signal === 'SIGINT' ? 'SIGINT' : 'SIGTERM');
    if (this.#count > this.#resolves.length) process.exit(exitCodeOf(signal));
  };

  constructor() {
    this.first = new Promise((resolve) => this.#resolves.push(resolve));
    this.second = new Promise((resolve) => this.#resolves.push(resolve));
    for (const signal of SIGNALS) process.on(signal, this.#take);
  }

  dispose(): void {
    for (const signal of SIGNALS) process.off(signal, this.#take);
  }
}
