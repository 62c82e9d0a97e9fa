/** A set of places in the order of activation, as bits with a summary of which words are not zero. */
export class ReadyPorts {
  /** Number of places in the set. */
  size = 0;
  private readonly bits: Int32Array;
  private readonly summary: Int32Array;
  /** No summary word before this one has a bit set. */
  private from = 0;

  constructor(places: number) {
    this.bits = new Int32Array(((places + 31) >>> 5) + 1);
    this.summary = new Int32Array(((this.bits.length + 31) >>> 5) + 1);
  }

  add(place: number): void {
    const word = place >>> 5;
    const bit = 1 << (place & 31);
    if ((this.bits[word] & bit) !== 0) return;
    this.bits[word] |= bit;
    const top = word >>> 5;
    this.summary[top] |= 1 << (word & 31);
    if (this.size === 0 || top < this.from) this.from = top;
    this.size += 1;
  }

  /** Removes a place, if present. */
  remove(place: number): void {
    const word = place >>> 5;
    const bit = 1 << (place & 31);
    if ((this.bits[word] & bit) === 0) return;
    this.bits[word] &= ~bit;
    if (this.bits[word] === 0) this.summary[word >>> 5] &= ~(1 << (word & 31));
    this.size -= 1;
  }

  /** The least place. The set must not be empty. */
  first(): number {
    let top = this.from;
    while (this.summary[top] === 0) top += 1;
    const word = (top << 5) | lowestBit(this.summary[top]);
    return (word << 5) | lowestBit(this.bits[word]);
  }

  /** All places, ascending. */
  list(): number[] {
    const places: number[] = [];
    for (let word = 0; word < this.bits.length; word++) {
      for (let bits = this.bits[word]; bits !== 0; bits &= bits - 1) places.push((word << 5) | lowestBit(bits));
    }
    return places;
  }

  /** Removes and returns the least place. The set must not be empty. */
  takeFirst(): number {
    let top = this.from;
    while (this.summary[top] === 0) top += 1;
    this.from = top;
    const word = (top << 5) | lowestBit(this.summary[top]);
    const bit = lowestBit(this.bits[word]);
    this.bits[word] &= this.bits[word] - 1;
    if (this.bits[word] === 0) this.summary[top] &= ~(1 << (word & 31));
    this.size -= 1;
    return (word << 5) | bit;
  }
}

function lowestBit(word: number): number {
  return 31 - Math.clz32(word & -word);
}
