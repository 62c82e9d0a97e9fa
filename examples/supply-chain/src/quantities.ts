/** So many units of each of several things, in the order in which they were put down; a thing may occur more than once. */
export interface Quantities {
  /** What each is of, by a number on which sender and receiver agree. */
  readonly of: Int32Array;
  readonly units: Float64Array;
}

/** Gathers quantities, entry by entry, until they are sent. Keeps its room. */
export class QuantityList {
  size = 0;
  private of = new Int32Array(4);
  private units = new Float64Array(4);

  push(of: number, units: number): void {
    if (this.size === this.of.length) this.grow();
    this.of[this.size] = of;
    this.units[this.size] = units;
    this.size += 1;
  }

  /** Takes all out, in arrays of their own: what was sent belongs to the receiver. */
  take(): Quantities {
    const taken = { of: this.of.slice(0, this.size), units: this.units.slice(0, this.size) };
    this.size = 0;
    return taken;
  }

  private grow(): void {
    const [of, units] = [new Int32Array(2 * this.size), new Float64Array(2 * this.size)];
    of.set(this.of);
    units.set(this.units);
    this.of = of;
    this.units = units;
  }
}
