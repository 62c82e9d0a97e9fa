import { EpochHeap } from './epoch-heap.js';
import { NONE } from './event-pool.js';

/** Up to this many wakeups, linear search is fastest. */
const FEW = 16;

/** The wakeups of one port, at most one per epoch, each with its entry in the pool. */
export class PortWakeups {
  /** Used while there are few. Descending, so that the next one is last. */
  private epochs: number[] = [];
  /** Aligned with `epochs`. */
  private entries: number[] = [];
  private many: ManyWakeups | undefined;

  /** The earliest epoch, or Infinity if there is no wakeup. */
  least(): number {
    if (this.many !== undefined) return this.many.least();
    return this.epochs.length === 0 ? Infinity : this.epochs[this.epochs.length - 1];
  }

  /** The entry of the wakeup at an epoch, or `NONE`. */
  entryAt(epoch: number): number {
    if (this.many !== undefined) return this.many.entryAt(epoch);
    const at = this.epochs.indexOf(epoch);
    return at < 0 ? NONE : this.entries[at];
  }

  /** @param epoch has no wakeup yet */
  add(epoch: number, entry: number): void {
    const { epochs, entries, many } = this;
    if (many !== undefined) return many.add(epoch, entry);
    if (epochs.length === FEW) {
      this.many = new ManyWakeups();
      epochs.forEach((other, at) => this.many?.add(other, entries[at]));
      this.many.add(epoch, entry);
      this.epochs = [];
      this.entries = [];
      return;
    }
    let at = epochs.length;
    for (; at > 0 && epochs[at - 1] < epoch; at--) {
      epochs[at] = epochs[at - 1];
      entries[at] = entries[at - 1];
    }
    epochs[at] = epoch;
    entries[at] = entry;
  }

  /** An entry has a new index in the pool. */
  move(epoch: number, to: number): void {
    if (this.many !== undefined) this.many.move(epoch, to);
    else this.entries[this.epochs.indexOf(epoch)] = to;
  }

  /** Removes the wakeup at an epoch; there must be one. */
  remove(epoch: number): void {
    if (this.many === undefined) {
      const { epochs, entries } = this;
      const end = epochs.length - 1;
      // The earliest is at the end, and is removed most often.
      for (let at = epochs.lastIndexOf(epoch); at < end; at++) {
        epochs[at] = epochs[at + 1];
        entries[at] = entries[at + 1];
      }
      epochs.pop();
      entries.pop();
    } else if (this.many.remove(epoch) === 0) this.many = undefined;
  }
}

/**
 * The same for many wakeups. A canceled one stays in the heap until it reaches the top, or until most of the heap is
 * canceled.
 */
class ManyWakeups {
  private heap = new EpochHeap();
  private readonly known = new Map<number, number>();

  least(): number {
    const { heap, known } = this;
    while (heap.size > 0 && !known.has(heap.least())) heap.pop();
    return heap.least();
  }

  entryAt(epoch: number): number {
    return this.known.get(epoch) ?? NONE;
  }

  add(epoch: number, entry: number): void {
    this.known.set(epoch, entry);
    this.heap.push(epoch);
  }

  move(epoch: number, to: number): void {
    this.known.set(epoch, to);
  }

  /** @returns how many are left */
  remove(epoch: number): number {
    const { known } = this;
    known.delete(epoch);
    if (this.heap.size > 2 * known.size + FEW) {
      this.heap = new EpochHeap();
      for (const kept of known.keys()) this.heap.push(kept);
    }
    return known.size;
  }
}
