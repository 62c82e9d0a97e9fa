/** Mean, deviation and extremes of weighted values, kept while they come. It is exact to rounding for large and close values. */
export class RunningSums {
  count = 0;
  private weight = 0;
  private average = 0;
  private squares = 0;
  private least = Infinity;
  private greatest = -Infinity;

  /** Takes a value in with its weight, above 0. */
  weigh(value: number, weight: number): void {
    this.weight += weight;
    const distance = value - this.average;
    this.average += (distance * weight) / this.weight;
    this.squares += weight * distance * (value - this.average);
  }

  /** Lets a value count for the extremes. */
  widen(value: number): void {
    if (value < this.least) this.least = value;
    if (value > this.greatest) this.greatest = value;
  }

  copy(): RunningSums {
    return Object.assign(new RunningSums(), this);
  }

  get mean(): number | null {
    return this.weight > 0 ? finite(this.average) : null;
  }

  /** Of values of which each has weight 1 and is one of a sample. */
  get sampleDeviation(): number | null {
    return this.weight > 1 ? finite(Math.sqrt(this.squares / (this.weight - 1))) : null;
  }

  /** Of values that are all there are. */
  get deviation(): number | null {
    return this.weight > 0 ? finite(Math.sqrt(this.squares / this.weight)) : null;
  }

  get minimum(): number | null {
    return finite(this.least);
  }

  get maximum(): number | null {
    return finite(this.greatest);
  }
}

/** A number that JSON can hold, or null. */
export function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
