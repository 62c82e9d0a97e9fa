/**
 * Messages to one worker, kept until the worker has confirmed them, so that they can be resent over a new connection.
 * Messages are numbered 1, 2, 3, …
 */
export class ReplayQueue {
  /** Size of all kept messages, including overhead. */
  bytes = 0;
  /** Size of those not taken yet, or to be taken again. */
  waitingBytes = 0;
  /** Number of the last confirmed message. */
  acknowledged = 0;
  #frames: (Uint8Array | undefined)[] = [];
  /** Index of the oldest message kept, and of the next one to take. */
  #first = 0;
  #next = 0;

  /** Number of the last message added. */
  get last(): number {
    return this.acknowledged + this.#frames.length - this.#first;
  }

  /** Number of the last message taken. */
  get taken(): number {
    return this.acknowledged + this.#next - this.#first;
  }

  add(frame: Uint8Array): void {
    this.#frames.push(frame);
    this.bytes += frame.length + ENTRY_BYTES;
    this.waitingBytes += frame.length;
  }

  /** The next message to send, without taking it. */
  peek(): Uint8Array | undefined {
    return this.#frames[this.#next];
  }

  take(): void {
    const frame = this.#frames[this.#next];
    if (frame === undefined) return;
    this.#next += 1;
    this.waitingBytes -= frame.length;
  }

  /**
   * @returns whether the number is plausible: that of a message that was taken, and not below the last one confirmed
   */
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

  /** All kept messages will be taken again. */
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
    // Releases the memory before the array is trimmed.
    this.#frames[this.#first] = undefined;
    this.#first += 1;
    this.acknowledged += 1;
  }
}

/** Overhead per entry, so that many small messages cannot fill the memory unnoticed. */
const ENTRY_BYTES = 64;
