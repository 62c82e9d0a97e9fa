/**
 * Counts the events sent to a peer that it cannot have reached yet, because it is behind the epoch at which they were
 * sent. Events due far in the future do not count: a single worker would keep them too.
 */
export class RunAhead {
  private epochs: number[] = [];
  private totals: number[] = [];
  private total = 0;
  private passed = 0;
  private first = 0;

  /** Number of such events. */
  get size(): number {
    return this.total - this.passed;
  }

  /** Records how many events had been sent in total when the sender reached an epoch. */
  sent(epoch: number, total: number): void {
    if (total === this.total) return;
    this.total = total;
    // With bounds for ports, epochs may go back from node to node; the later one counts then, as it is passed last.
    const last = this.epochs.length === 0 ? 0 : this.epochs[this.epochs.length - 1];
    this.epochs.push(Math.max(epoch, last));
    this.totals.push(total);
  }

  /** Records that the receiver performs no more activations before an epoch. */
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
