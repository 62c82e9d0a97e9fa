/** A binary heap of rows by epoch, with its root at 1. */
export class EpochHeap {
  private readonly epochs: number[] = [NaN];
  private readonly rows: number[] = [NaN];

  /** The least epoch; Infinity if there is none. */
  get epoch(): number {
    return this.epochs[1] ?? Infinity;
  }

  push(epoch: number, row: number): void {
    const { epochs, rows } = this;
    let place = epochs.length;
    let parent = place >> 1;
    epochs.push(epoch);
    rows.push(row);
    while (parent > 0 && (epochs[parent] ?? NaN) > epoch) {
      epochs[place] = epochs[parent] ?? NaN;
      rows[place] = rows[parent] ?? NaN;
      place = parent;
      parent = place >> 1;
    }
    epochs[place] = epoch;
    rows[place] = row;
  }

  /** Removes a row with the least epoch. The heap must not be empty. */
  pop(): number {
    const { epochs, rows } = this;
    const first = rows[1] ?? NaN;
    const epoch = epochs.pop() ?? NaN;
    const row = rows.pop() ?? NaN;
    const end = epochs.length;
    if (end === 1) return first;
    let place = 1;
    for (let child = 2; child < end; child = place << 1) {
      if (child + 1 < end && (epochs[child + 1] ?? NaN) < (epochs[child] ?? NaN)) child += 1;
      if ((epochs[child] ?? NaN) >= epoch) break;
      epochs[place] = epochs[child] ?? NaN;
      rows[place] = rows[child] ?? NaN;
      place = child;
    }
    epochs[place] = epoch;
    rows[place] = row;
    return first;
  }
}
