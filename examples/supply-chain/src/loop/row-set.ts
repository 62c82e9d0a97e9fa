/** A set of rows as bits, from which the least can be taken. */
export class RowSet {
  private readonly bits: Int32Array;
  /** No word before this one has a bit set. */
  private from = 0;

  constructor(rows: number) {
    this.bits = new Int32Array((rows + 31) >>> 5);
  }

  add(row: number): void {
    const word = row >>> 5;
    this.bits[word] = (this.bits[word] ?? NaN) | (1 << (row & 31));
    if (word < this.from) this.from = word;
  }

  /** Removes and returns the least row, or -1 if there is none. */
  takeFirst(): number {
    const { bits } = this;
    while (this.from < bits.length && bits[this.from] === 0) this.from += 1;
    if (this.from === bits.length) return -1;
    const word = bits[this.from] ?? NaN;
    bits[this.from] = word & (word - 1);
    return (this.from << 5) | (31 - Math.clz32(word & -word));
  }
}
