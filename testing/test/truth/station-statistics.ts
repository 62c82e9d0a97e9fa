/** What is measured at a station, from the last restart on. */
export class StationStatistics {
  private since = 0;
  private present = 0;
  private changed = 0;
  private presence = 0;
  private started = 0;
  private waiting = 0;

  /** Forgets everything but the customers who are here. */
  restart(epoch: number): void {
    this.since = this.changed = epoch;
    this.presence = this.started = this.waiting = 0;
  }

  entered(epoch: number): void {
    this.change(epoch, 1);
  }

  left(epoch: number): void {
    this.change(epoch, -1);
  }

  /** A service begins after its customer has waited so long. */
  waited(time: number): void {
    this.started += 1;
    this.waiting += time;
  }

  /** Mean time in the queue, of the customers whose service began. */
  get meanWait(): number {
    return this.waiting / this.started;
  }

  /** Number of customers in queue and service, averaged over time up to an epoch that is not before the last change. */
  meanNumber(epoch: number): number {
    return (this.presence + this.present * (epoch - this.changed)) / (epoch - this.since);
  }

  private change(epoch: number, by: number): void {
    this.presence += this.present * (epoch - this.changed);
    this.changed = epoch;
    this.present += by;
  }
}
