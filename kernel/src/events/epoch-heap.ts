/** A binary heap of epochs. */
export class EpochHeap {
  private readonly epochs: number[] = [];

  get size(): number {
    return this.epochs.length;
  }

  /** The least epoch, or Infinity if the heap is empty. */
  least(): number {
    return this.epochs.length === 0 ? Infinity : this.epochs[0];
  }

  push(epoch: number): void {
    const epochs = this.epochs;
    let at = epochs.length;
    epochs.push(epoch);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (epochs[parent] <= epoch) break;
      epochs[at] = epochs[parent];
      at = parent;
    }
    epochs[at] = epoch;
  }

  /** Removes the least epoch. The heap must not be empty. */
  pop(): void {
    const epochs = this.epochs;
    const moved = epochs.pop() as number;
    const size = epochs.length;
    if (size === 0) return;
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
