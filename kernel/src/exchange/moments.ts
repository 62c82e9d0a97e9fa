/** The delay of a step to any later epoch. */
export const LATER = -1;

/**
 * A list of moments: epochs, each of which may stand for any time after it (`after` is 1). Since a port has one place in
 * the order of activation, a moment says for a port what a key says for a worker. What follows a moment just after an
 * epoch without a delay is again just after that epoch, so moments never creep by the last bit of a double.
 */
export class Moments {
  readonly epochs: Float64Array;
  readonly after: Uint8Array;

  constructor(size: number) {
    this.epochs = new Float64Array(size).fill(Infinity);
    this.after = new Uint8Array(size);
  }

  clear(): void {
    this.epochs.fill(Infinity);
    this.after.fill(0);
  }

  set(at: number, epoch: number, after: number): void {
    this.epochs[at] = epoch;
    this.after[at] = after;
  }

  isBefore(at: number, epoch: number, after: number): boolean {
    const own = this.epochs[at];
    return own < epoch || (own === epoch && this.after[at] < after);
  }

  /** Becomes the lesser of the two; returns whether it has changed. */
  lower(at: number, epoch: number, after: number): boolean {
    const own = this.epochs[at];
    if (own < epoch || (own === epoch && this.after[at] <= after)) return false;
    this.set(at, epoch, after);
    return true;
  }

  /** Becomes the greater of the two; returns whether it has changed. */
  raise(at: number, epoch: number, after: number): boolean {
    if (!this.isBefore(at, epoch, after)) return false;
    this.set(at, epoch, after);
    return true;
  }

  /**
   * Lowers a moment to what follows another one after a delay: 0, `LATER`, or a positive one, which is added as `send`
   * adds it and so is never too long. Returns whether the moment has changed.
   */
  lowerBy(at: number, epoch: number, after: number, delay: number): boolean {
    if (delay === 0) return this.lower(at, epoch, after);
    // A small delay vanishes in a large epoch.
    const due = delay > 0 ? epoch + delay : epoch;
    return due > epoch ? this.lower(at, due, 0) : this.lower(at, epoch, 1);
  }
}
