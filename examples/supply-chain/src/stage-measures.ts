import type { LotQueue } from './lot-queue.js';

/** What a stage did in the days that were measured. */
export interface MeasuredStage {
  /** Units that fell due, and those that left before they did. */
  readonly demanded: number;
  /** Units of those that left in time: at the end of the epoch at which they were due, or before. */
  readonly onTime: number;
  /** Time average of finished units on hand. */
  readonly averageStock: number;
  /** Time average of units that are overdue. */
  readonly averageBacklog: number;
  /** Time average of units that were started and are not finished. */
  readonly averageInProcess: number;
}

/** Keeps count for one stage. Nothing before the end of the warm-up counts. */
export class StageMeasures {
  /** Units that left and were due after the warm-up. */
  settled = 0;
  onTime = 0;
  /** Units times days, as for all that follow. */
  stockDays = 0;
  inProcessDays = 0;
  overdueDays = 0;
  /** Up to when stock and units in process are accounted for. */
  private accounted: number;

  /** @param warmup the epoch at which measuring begins */
  constructor(private readonly warmup: number) {
    this.accounted = warmup;
  }

  /** Time has passed, with these levels since the last call. */
  advance(now: number, stock: number, inProcess: number): void {
    const days = now - this.accounted;
    if (days <= 0) return;
    this.stockDays += stock * days;
    this.inProcessDays += inProcess * days;
    this.accounted = now;
  }

  /** Units left that were due at an epoch. */
  shipped(now: number, amount: number, due: number): void {
    if (due >= this.warmup) this.settled += amount;
    if (now > due) this.overdueDays += amount * Math.max(0, now - Math.max(due, this.warmup));
    else if (due >= this.warmup) this.onTime += amount;
  }

  /**
   * The figures at a horizon; changes nothing.
   *
   * @param until the horizon of the run
   * @param open order lines that have not been served
   */
  at(until: number, stock: number, inProcess: number, open: LotQueue): MeasuredStage {
    let overdue = 0;
    let overdueDays = this.overdueDays;
    for (let line = 0; line < open.size; line++) {
      const due = open.epoch(line);
      if (due >= until) continue;
      if (due >= this.warmup) overdue += open.amount(line);
      overdueDays += open.amount(line) * Math.max(0, until - Math.max(due, this.warmup));
    }
    const rest = Math.max(0, until - this.accounted);
    const days = until - this.warmup;
    // What doubles lost may have left a sum a little below 0.
    const average = (unitDays: number): number => (days > 0 ? Math.max(0, unitDays / days) : 0);
    return {
      demanded: this.settled + overdue,
      onTime: this.onTime,
      averageStock: average(this.stockDays + stock * rest),
      averageBacklog: average(overdueDays),
      averageInProcess: average(this.inProcessDays + inProcess * rest),
    };
  }
}
