/** Entries by epoch alone, the least first; the order of equal epochs is settled elsewhere. */
export class TimeQueue {
  #epochs = new Float64Array(64);
  #ids = new Int32Array(64);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** Infinity where the queue is empty. */
  peekEpoch(): number {
    return this.#size === 0 ? Infinity : this.#epochs[0];
  }

  push(epoch: number, id: number): void {
    if (this.#size === this.#ids.length) this.#grow();
    let at = this.#size++;
    const epochs = this.#epochs;
    const ids = this.#ids;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (epochs[parent] <= epoch) break;
      epochs[at] = epochs[parent];
      ids[at] = ids[parent];
      at = parent;
    }
    epochs[at] = epoch;
    ids[at] = id;
  }

  /** Only where `size > 0`. */
  pop(): number {
    const epochs = this.#epochs;
    const ids = this.#ids;
    const top = ids[0];
    const last = --this.#size;
    const epoch = epochs[last];
    const id = ids[last];
    let at = 0;
    let child = 1;
    while (child < last) {
      if (child + 1 < last && epochs[child + 1] < epochs[child]) child += 1;
      if (epochs[child] >= epoch) break;
      epochs[at] = epochs[child];
      ids[at] = ids[child];
      at = child;
      child = 2 * at + 1;
    }
    epochs[at] = epoch;
    ids[at] = id;
    return top;
  }

  #grow(): void {
    const epochs = new Float64Array(this.#epochs.length * 2);
    epochs.set(this.#epochs);
    const ids = new Int32Array(this.#ids.length * 2);
    ids.set(this.#ids);
    this.#epochs = epochs;
    this.#ids = ids;
  }
}
