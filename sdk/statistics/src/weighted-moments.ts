/**
 * Mean, deviation and extremes of weighted values that arrive one by one, in constant memory and without a sum of squares that
 * would lose its digits. Arguments are not checked: a value that is not finite makes the results not finite. Sources: D. H. D.
 * West, Communications of the ACM 22(9), 1979, which with weights of 1 is B. P. Welford, Technometrics 4(3), 1962; for `merge`,
 * T. F. Chan, G. H. Golub and R. J. LeVeque, The American Statistician 37(3), 1983.
 */
export class WeightedMoments {
  // Always numbers, never undefined: V8 then overwrites them in place, and adding allocates nothing.
  private total = 0;
  private average = 0;
  /** Weighted sum of the squared differences from the mean. */
  private squares = 0;
  private least = Infinity;
  private greatest = -Infinity;

  /** Adds a value with its weight, above 0; for the extremes, call `widen` too. */
  weigh(value: number, weight: number): void {
    this.total += weight;
    const distance = value - this.average;
    this.average += (distance * weight) / this.total;
    this.squares += weight * distance * (value - this.average);
  }

  /** Includes a value in the extremes. */
  widen(value: number): void {
    if (value < this.least) this.least = value;
    if (value > this.greatest) this.greatest = value;
  }

  /** Adds all values of the other sum, which is unchanged. Equal to adding them one by one, up to rounding. */
  merge(other: WeightedMoments): void {
    const total = this.total + other.total;
    if (total > 0) {
      const distance = other.average - this.average;
      const share = other.total / total;
      this.squares += other.squares + distance * distance * share * this.total;
      this.average += distance * share;
      this.total = total;
    }
    this.least = Math.min(this.least, other.least);
    this.greatest = Math.max(this.greatest, other.greatest);
  }

  /** An independent copy. */
  copy(): WeightedMoments {
    return Object.assign(new WeightedMoments(), this);
  }

  /** Sum of the weights. */
  get weight(): number {
    return this.total;
  }

  /** Undefined without weight. */
  get mean(): number | undefined {
    return this.total > 0 ? this.average : undefined;
  }

  /** Sample variance, for weights of 1; undefined with fewer than two values. */
  get sampleVariance(): number | undefined {
    return this.total > 1 ? this.squares / (this.total - 1) : undefined;
  }

  /** The square root of `sampleVariance`. */
  get sampleDeviation(): number | undefined {
    return this.total > 1 ? Math.sqrt(this.squares / (this.total - 1)) : undefined;
  }

  /** Population deviation; undefined without weight. */
  get deviation(): number | undefined {
    // Rounding may make `squares` slightly negative if one value has almost all of the weight.
    return this.total > 0 ? Math.sqrt(Math.max(0, this.squares) / this.total) : undefined;
  }

  /** Undefined without values. */
  get minimum(): number | undefined {
    return this.least < Infinity ? this.least : undefined;
  }

  /** Undefined without values. */
  get maximum(): number | undefined {
    return this.greatest > -Infinity ? this.greatest : undefined;
  }
}
