/** What is measured at a station, since the last restart. */
export class StationStatistics {
  private since = 0;
  private present = 0;
  private changed = 0;
  private presence = 0;
  private arrivals = 0;
  private departures = 0;
  private losses = 0;
  private started = 0;
  private waiting = 0;

  /** Forgets everything except the customers present. */
  restart(epoch: number): void {
    this.since = this.changed = epoch;
    this.presence = this.started = this.waiting = 0;
    this.arrivals = this.departures = this.losses = 0;
  }

  entered(epoch: number): void {
    this.arrivals += 1;
    this.change(epoch, 1);
  }

  left(epoch: number): void {
    this.departures += 1;
    this.change(epoch, -1);
  }

  /** A customer found no room. */
  lost(): void {
    this.losses += 1;
  }

  /** A service starts after its customer has waited this long. */
  waited(time: number): void {
    this.started += 1;
    this.waiting += time;
  }

  /** Mean time in the queue, of the customers whose service has started. */
  get meanWait(): number {
    return this.waiting / this.started;
  }

  /** Share of customers who found no room. */
  get lossRatio(): number {
    return this.losses / (this.losses + this.arrivals);
  }

  /** Departures per unit of time, up to an epoch. */
  throughput(epoch: number): number {
    return this.departures / (epoch - this.since);
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
