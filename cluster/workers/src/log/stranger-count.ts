import type { Clock, Timer } from '@disco-engine/transports/clock';
import type { WorkerLog } from './worker-event.js';

/**
 * Counts connections that were closed before they had proved anything, and logs them: the first at once, those after it
 * once a period, so that nobody can fill the log.
 */
export class StrangerCount {
  #count = 0;
  #latest = '';
  #timer: Timer | undefined;

  /** @param period in milliseconds */
  constructor(
    private readonly log: WorkerLog,
    private readonly clock: Clock,
    private readonly period = 60_000,
  ) {}

  /** @param why continues a sentence: `it sent a wrong token` */
  add(from: string, why: string): void {
    this.#count += 1;
    this.#latest = `${from}: ${why}`;
    if (this.#timer === undefined) this.#tell();
  }

  /** Logs what has not been logged yet. */
  stop(): void {
    this.#timer?.cancel();
    if (this.#count > 0) this.#tell();
    this.#timer?.cancel();
  }

  #tell(): void {
    const [count, latest] = [this.#count, this.#latest];
    const what =
      count === 1
        ? 'a connection was closed before it had proved who it is, from'
        : `${count} connections were closed before they had proved who they are, the latest from`;
    this.log({
      level: 'warn',
      event: 'strangers',
      message: `${what} ${latest}`,
      details: { count, latest },
    });
    this.#count = 0;
    this.#timer = this.clock.after(this.period, () => {
      this.#timer = undefined;
      if (this.#count > 0) this.#tell();
    });
    this.#timer.unref();
  }
}
