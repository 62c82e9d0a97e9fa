import type { LotQueue } from './lot-queue.js';

/** The measurements of a stage. */
export interface MeasuredStage {
  /** Units that fell due, and units that were shipped before they did. */
  readonly demanded: number;
  /** Those of them that were shipped in time: by the end of the epoch at which they were due. */
  readonly onTime: number;
  /** Time average of finished units on hand. */
  readonly averageStock: number;
  /** Time average of overdue units. */
  readonly averageBacklog: number;
  /** Time average of units in process. */
  readonly averageInProcess: number;
}

/** Keeps the measurements of a node's stages. Nothing counts before the end of the warm-up. */
export class StageMeasures {
  /** Units shipped that were due after the warm-up. */
  private readonly settled: Float64Array;
  private readonly onTime: Float64Array;
  /** Units times days, as for the following fields. */
  private readonly stockDays: Float64Array;
  private readonly inProcessDays: Float64Array;
  private readonly overdueDays: Float64Array;
  /** Epoch up to which stock and units in process are accounted for. */
  private readonly accounted: Float64Array;

  /** @param warmup epoch at which measuring begins */
  constructor(
    stages: number,
    private readonly warmup: number,
  ) {
    this.settled = new Float64Array(stages);
    this.onTime = new Float64Array(stages);
    this.stockDays = new Float64Array(stages);
    this.inProcessDays = new Float64Array(stages);
    this.overdueDays = new Float64Array(stages);
    this.accounted = new Float64Array(stages).fill(warmup);
  }

  /** Accounts for the time since the last call for this stage, during which its levels were these. */
  advance(row: number, now: number, stock: number, inProcess: number): void {
    const days = now - (this.accounted[row] ?? NaN);
    if (days <= 0) return;
    this.stockDays[row] = (this.stockDays[row] ?? NaN) + stock * days;
    this.inProcessDays[row] = (this.inProcessDays[row] ?? NaN) + inProcess * days;
    this.accounted[row] = now;
  }

  /** Records units shipped by a stage that were due at an epoch. */
  shipped(row: number, now: number, amount: number, due: number): void {
    if (due >= this.warmup) this.settled[row] = (this.settled[row] ?? NaN) + amount;
    if (now > due)
      this.overdueDays[row] = (this.overdueDays[row] ?? NaN) + amount * Math.max(0, now - Math.max(due, this.warmup));
    else if (due >= this.warmup) this.onTime[row] = (this.onTime[row] ?? NaN) + amount;
  }

  /**
   * The figures of a stage at a horizon; changes nothing.
   *
   * @param until horizon of the run
   * @param open order lines that have not been served
   */
  at(row: number, until: number, stock: number, inProcess: number, open: LotQueue): MeasuredStage {
    let overdue = 0;
    let overdueDays = this.overdueDays[row] ?? NaN;
    for (let line = 0; line < open.size; line++) {
      const due = open.epoch(line);
      if (due >= until) continue;
      if (due >= this.warmup) overdue += open.amount(line);
      overdueDays += open.amount(line) * Math.max(0, until - Math.max(due, this.warmup));
    }
    const rest = Math.max(0, until - (this.accounted[row] ?? NaN));
    const days = until - this.warmup;
    // Rounding may have left a sum slightly below 0.
    const average = (unitDays: number): number => (days > 0 ? Math.max(0, unitDays / days) : 0);
    return {
      demanded: (this.settled[row] ?? NaN) + overdue,
      onTime: this.onTime[row] ?? NaN,
      averageStock: average((this.stockDays[row] ?? NaN) + stock * rest),
      averageBacklog: average(overdueDays),
      averageInProcess: average((this.inProcessDays[row] ?? NaN) + inProcess * rest),
    };
  }
}
