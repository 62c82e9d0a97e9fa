/** Amounts of several things, in the order in which they were added; a thing may occur more than once. */
export interface Quantities {
  /** The thing of each entry, by a number that sender and receiver agree on. */
  readonly of: Int32Array;
  readonly units: Float64Array;
}

/** Collects quantities, entry by entry, until they are sent. Keeps its capacity. */
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

  /** Removes all entries and returns them in new arrays, as a payload belongs to its receiver. */
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
