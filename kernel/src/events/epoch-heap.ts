/** A small binary heap of epochs, for the few that one port waits for. */
export class EpochHeap {
  private readonly epochs: number[] = [];
  /** The same, once there are so many that it takes long to look through them. */
  private known: Set<number> | undefined;

  /** Infinity where the heap is empty. */
  least(): number {
    return this.epochs.length === 0 ? Infinity : this.epochs[0];
  }

  has(epoch: number): boolean {
    return this.known === undefined ? this.epochs.includes(epoch) : this.known.has(epoch);
  }

  /** @param epoch one that it does not have */
  push(epoch: number): void {
    const epochs = this.epochs;
    let at = epochs.length;
    epochs.push(epoch);
    if (this.known !== undefined) this.known.add(epoch);
    else if (epochs.length > FEW) this.known = new Set(epochs);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (epochs[parent] <= epoch) break;
      epochs[at] = epochs[parent];
      at = parent;
    }
    epochs[at] = epoch;
  }

  /** Takes out every epoch that is not later, and tells how many there were. */
  dropUpTo(epoch: number): number {
    let dropped = 0;
    for (; this.least() <= epoch; dropped++) this.pop();
    return dropped;
  }

  private pop(): void {
    const epochs = this.epochs;
    this.known?.delete(epochs[0]);
    const moved = epochs.pop() as number;
    const size = epochs.length;
    if (size === 0) {
      this.known = undefined;
      return;
    }
    let at = 0;
    for (let child = 1; child < size; child = 2 * at + 1) {
      if (child + 1 < size && epochs[child + 1] < epochs[child]) child += 1;
      if (epochs[child] >= moved) break;
      epochs[at] = epochs[child];
      at = child;
    }
    epochs[at] = moved;
  }
}

/** Epochs up to which looking at one after the other is the fastest way to find one. */
const FEW = 16;
