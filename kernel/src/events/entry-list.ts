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

  private grow(): void {
    const ids = new Int32Array(this.ids.length * 2);
    ids.set(this.ids);
    this.ids = ids;
  }
}
