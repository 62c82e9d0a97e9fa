import type { Clock, Timer } from '../clock/clock.js';

/** A confirmation is due at once after this many messages or bytes; otherwise after a delay. */
const MESSAGES = 256;
const BYTES = 256 * 2 ** 10;
const MILLISECONDS = 20;

/**
 * Tracks what has arrived and whether the other side knows. A message in the other direction confirms everything so
 * far; if there is none, a separate frame does so after a while.
 */
export class Receipts {
  /** Number of the last message that arrived. */
  last = 0;
  /** Whether a separate confirmation has to be sent. */
  isDue = false;
  #confirmed = 0;
  #bytes = 0;
  #timer: Timer | undefined;

  /** @param due called when a separate confirmation must be sent, at the end of this turn or sooner */
  constructor(
    private readonly clock: Clock,
    private readonly due: () => void,
  ) {}

  /** Something has arrived, perhaps repeatedly. */
  note(bytes: number): void {
    this.#bytes += bytes;
    if (this.#bytes >= BYTES || this.last - this.#confirmed >= MESSAGES) this.#ask();
    else
      this.#timer ??= this.clock.after(MILLISECONDS, () => {
        this.#timer = undefined;
        if (this.#bytes > 0) this.#ask();
      });
  }

  /** The other side has been informed. */
  confirmed(): void {
    this.#confirmed = this.last;
    this.#bytes = 0;
    this.isDue = false;
  }

  stop(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  #ask(): void {
    if (this.isDue) return;
    this.isDue = true;
    this.due();
  }
}
