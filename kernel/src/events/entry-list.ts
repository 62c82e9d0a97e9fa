/** Ids of entries, in an array that grows and is used again. */
export class EntryList {
  count = 0;
  ids = new Int32Array(64);

  add(id: number): void {
    if (this.count === this.ids.length) this.grow();
    this.ids[this.count++] = id;
  }

  addAll(ids: Int32Array, from: number, to: number): void {
    while (this.count + to - from > this.ids.length) this.grow();
    let { count } = this;
    const own = this.ids;
    for (let at = from; at < to; at++) own[count++] = ids[at];
    this.count = count;
  }

  /** Empties the list, and releases its memory if it was long. */
  release(): void {
    this.count = 0;
    if (this.ids.length > LONG) this.ids = new Int32Array(64);
  }

  private grow(): void {
    const ids = new Int32Array(this.ids.length * 2);
    ids.set(this.ids);
    this.ids = ids;
  }
}

const LONG = 4096;
