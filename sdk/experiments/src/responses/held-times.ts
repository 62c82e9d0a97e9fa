/** How long time-weighted channels held their values after the warm-up. */
export class HeldTimes {
  readonly #values: number[] = [];
  readonly #times: number[] = [];
  /** The current value of each channel and the epoch since which it holds; NaN before the first value. */
  readonly #now: Float64Array;
  readonly #since: Float64Array;

  constructor(
    channels: number,
    private readonly warmup: number,
    private readonly end: number,
  ) {
    this.#now = new Float64Array(channels).fill(NaN);
    this.#since = new Float64Array(channels);
  }

  /** Takes a record; the records of a channel must arrive in the order recorded. */
  take(channel: number, epoch: number, value: number): void {
    this.#hold(channel, epoch);
    this.#now[channel] = value;
    this.#since[channel] = epoch;
  }

  /**
   * The smallest values that were not exceeded for these shares of the time of all channels together; NaN if no time has passed. It
   * holds the last values until the end, so no more records can be taken afterwards.
   */
  quantiles(shares: readonly number[]): number[] {
    for (const channel of this.#now.keys()) this.#hold(channel, this.end);
    const order = Uint32Array.from(this.#values.keys()).sort((a, b) => this.#valueAt(a) - this.#valueAt(b));
    let total = 0;
    const until = Float64Array.from(order, (at) => (total += this.#times[at] ?? NaN));
    return shares.map((p) => {
      const place = until.findIndex((time) => time >= p * total);
      return this.#valueAt(order[place] ?? NaN);
    });
  }

  #valueAt(place: number): number {
    return this.#values[place] ?? NaN;
  }

  #hold(channel: number, until: number): void {
    const value = this.#now[channel] ?? NaN;
    const from = Math.max(this.#since[channel] ?? NaN, this.warmup);
    const to = Math.min(until, this.end);
    if (Number.isNaN(value) || !(to > from)) return;
    this.#values.push(value);
    this.#times.push(to - from);
  }
}
