/** So many messages or bytes are confirmed at once, fewer after a time. */
const MESSAGES = 256;
const BYTES = 256 * 2 ** 10;
const MILLISECONDS = 20;

/**
 * What has arrived, and whether the other side knows. A message that goes the other way confirms all that has come; where there is
 * none, a frame of its own does it some time later.
 */
export class Receipts {
  /** Number of the last message that arrived. */
  last = 0;
  /** Whether a frame of its own is to confirm. */
  isDue = false;
  #confirmed = 0;
  #bytes = 0;
  #timer: NodeJS.Timeout | undefined;

  /** @param due called when a frame of its own is to be sent, at the end of this turn or sooner */
  constructor(private readonly due: () => void) {}

  /** Something has arrived, perhaps for the second time. */
  note(bytes: number): void {
    this.#bytes += bytes;
    if (this.#bytes >= BYTES || this.last - this.#confirmed >= MESSAGES) this.#ask();
    else
      this.#timer ??= setTimeout(() => {
        this.#timer = undefined;
        if (this.#bytes > 0) this.#ask();
      }, MILLISECONDS);
  }

  /** The other side has been told. */
  confirmed(): void {
    this.#confirmed = this.last;
    this.#bytes = 0;
    this.isDue = false;
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #ask(): void {
    if (this.isDue) return;
    this.isDue = true;
    this.due();
  }
}
