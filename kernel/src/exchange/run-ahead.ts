/**
 * How many events a worker has sent to another that this one cannot have come to yet, because it is behind the epoch at which they
 * were sent. What is due far in the future does not count: one worker alone would keep it too.
 */
export class RunAhead {
  private epochs: number[] = [];
  private totals: number[] = [];
  private total = 0;
  private passed = 0;
  private first = 0;

  /** Events that are out and not passed. */
  get size(): number {
    return this.total - this.passed;
  }

  /** So many events in all were sent by the time that the sender had reached an epoch. */
  sent(epoch: number, total: number): void {
    if (total === this.total) return;
    this.total = total;
    this.epochs.push(epoch);
    this.totals.push(total);
  }

  /** The receiver makes no activation before an epoch any more. */
  consumed(epoch: number): void {
    while (this.first < this.epochs.length && this.epochs[this.first] <= epoch) {
      this.passed = this.totals[this.first];
      this.first += 1;
    }
    if (this.first < 64 || this.first * 2 < this.epochs.length) return;
    this.epochs = this.epochs.slice(this.first);
    this.totals = this.totals.slice(this.first);
    this.first = 0;
  }
}
