/** Number of array entries per lot in the ring. */
const WIDTH = 3;
const AMOUNT = 0;
const EPOCH = 1;
const OWNER = 2;

/**
 * Lots in order of arrival, each with an amount, an epoch and an owner. A ring in one typed array, so that lots need no
 * objects; it grows on demand and keeps its size.
 */
export class LotQueue {
  /** Number of lots. */
  size = 0;
  private first = 0;
  /** A power of two. */
  private capacity = 4;
  private ring = new Float64Array(this.capacity * WIDTH);

  /** @param owner a whole number whose meaning is up to the user of the queue */
  push(amount: number, epoch: number, owner: number): void {
    if (this.size === this.capacity) this.grow();
    const at = this.at(this.size);
    this.ring[at + AMOUNT] = amount;
    this.ring[at + EPOCH] = epoch;
    this.ring[at + OWNER] = owner;
    this.size += 1;
  }

  /** @param index from 0, the lot that came first, to `size` - 1; likewise below */
  amount(index: number): number {
    return this.ring[this.at(index) + AMOUNT] ?? NaN;
  }

  epoch(index: number): number {
    return this.ring[this.at(index) + EPOCH] ?? NaN;
  }

  owner(index: number): number {
    return this.ring[this.at(index) + OWNER] ?? NaN;
  }

  /** Removes units from the first lot. */
  reduceFirst(amount: number): void {
    const at = this.at(0) + AMOUNT;
    this.ring[at] = (this.ring[at] ?? NaN) - amount;
  }

  dropFirst(): void {
    this.first = (this.first + 1) & (this.capacity - 1);
    this.size -= 1;
  }

  private at(index: number): number {
    return ((this.first + index) & (this.capacity - 1)) * WIDTH;
  }

  private grow(): void {
    const ring = new Float64Array(this.ring.length * 2);
    const wrapped = this.first * WIDTH;
    ring.set(this.ring.subarray(wrapped));
    ring.set(this.ring.subarray(0, wrapped), this.ring.length - wrapped);
    this.ring = ring;
    this.first = 0;
    this.capacity *= 2;
  }
}
