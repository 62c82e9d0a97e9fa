/**
 * Messages to one worker, from when they are sent until the worker has confirmed them, so that they can be sent again over a new
 * connection. Messages are numbered 1, 2, 3, …
 */
export class ReplayQueue {
  /** Of all that are kept, with what it takes to keep them. */
  bytes = 0;
  /** Of those that were not taken yet, or have to be taken again. */
  waitingBytes = 0;
  /** Number of the last message that was confirmed. */
  acknowledged = 0;
  #frames: (Uint8Array | undefined)[] = [];
  /** Index of the oldest one kept, and of the next one to take. */
  #first = 0;
  #next = 0;

  /** Number of the last message that was added. */
  get last(): number {
    return this.acknowledged + this.#frames.length - this.#first;
  }

  /** Number of the last message that was taken. */
  get taken(): number {
    return this.acknowledged + this.#next - this.#first;
  }

  add(frame: Uint8Array): void {
    this.#frames.push(frame);
    this.bytes += frame.length + ENTRY_BYTES;
    this.waitingBytes += frame.length;
  }

  /** The next message to send, which stays the next. */
  peek(): Uint8Array | undefined {
    return this.#frames[this.#next];
  }

  take(): void {
    const frame = this.#frames[this.#next];
    if (frame === undefined) return;
    this.#next += 1;
    this.waitingBytes -= frame.length;
  }

  /** @returns whether the number can be true: of a message that was taken and not before the one confirmed last */
  acknowledge(number: number): boolean {
    if (number < this.acknowledged || number > this.taken) return false;
    while (this.acknowledged < number) this.#dropFirst();
    if (this.#first > 1024 && this.#first * 2 > this.#frames.length) {
      this.#frames = this.#frames.slice(this.#first);
      this.#next -= this.#first;
      this.#first = 0;
    }
    return true;
  }

  /** All that is kept is to be taken again. */
  rewind(): void {
    this.#next = this.#first;
    this.waitingBytes = this.bytes - ENTRY_BYTES * (this.#frames.length - this.#first);
  }

  clear(): void {
    this.acknowledged = this.last;
    this.#frames = [];
    this.#first = this.#next = this.bytes = this.waitingBytes = 0;
  }

  #dropFirst(): void {
    this.bytes -= (this.#frames[this.#first]?.length ?? 0) + ENTRY_BYTES;
    // Lets go of the memory before the array is cut.
    this.#frames[this.#first] = undefined;
    this.#first += 1;
    this.acknowledged += 1;
  }
}

/** What an entry takes beside the bytes of the message, so that many small ones cannot fill the memory unseen. */
const ENTRY_BYTES = 64;
