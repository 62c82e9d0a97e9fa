import { EpochHeap } from './epoch-heap.js';
import { NONE } from './event-pool.js';

/** Wakeups up to which looking at one after the other is the fastest way to find one. */
const FEW = 16;

/** Wakeups of one port, one for each epoch, by their entries in the pool. */
export class PortWakeups {
  /** While there are few: descending, so that the next one is the last. */
  private epochs: number[] = [];
  /** Aligned with it. */
  private entries: number[] = [];
  private many: ManyWakeups | undefined;

  /** Infinity where there is none. */
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

  /** @param epoch one that has no wakeup yet */
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

  /** An entry has another number from now on. */
  move(epoch: number, to: number): void {
    if (this.many !== undefined) this.many.move(epoch, to);
    else this.entries[this.epochs.indexOf(epoch)] = to;
  }

  /** Takes one out that is there. */
  remove(epoch: number): void {
    if (this.many === undefined) {
      const { epochs, entries } = this;
      const end = epochs.length - 1;
      // The least stands at the end, and is what leaves most often.
      for (let at = epochs.lastIndexOf(epoch); at < end; at++) {
        epochs[at] = epochs[at + 1];
        entries[at] = entries[at + 1];
      }
      epochs.pop();
      entries.pop();
    } else if (this.many.remove(epoch) === 0) this.many = undefined;
  }
}

/** The same for more of them. What is taken back stays in the heap until it is the first, or until most of the heap is such. */
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
