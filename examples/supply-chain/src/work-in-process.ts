import { entryAt } from '@disco-engine/sdk';
import { LotQueue } from './lot-queue.js';
import type { WakeTimes } from './wake-times.js';

/** Lots that the stages of a node have started and not finished. */
export class WorkInProcess {
  /** Per stage, units. */
  readonly units: Float64Array;
  private readonly lots: readonly LotQueue[];

  /** @param times notified when the next lot of each stage will be finished */
  constructor(
    stages: number,
    private readonly times: WakeTimes,
  ) {
    this.units = new Float64Array(stages);
    this.lots = Array.from({ length: stages }, () => new LotQueue());
  }

  /** @param ready when the units will be finished; not before those that the stage started earlier */
  start(row: number, amount: number, ready: number): void {
    entryAt(this.lots, row).push(amount, ready, 0);
    this.units[row] = (this.units[row] ?? NaN) + amount;
  }

  /** Removes the finished units of a stage. @returns their number */
  takeFinished(row: number, now: number): number {
    const lots = entryAt(this.lots, row);
    let finished = 0;
    while (lots.size > 0 && lots.epoch(0) <= now) {
      finished += lots.amount(0);
      lots.dropFirst();
    }
    this.units[row] = (this.units[row] ?? NaN) - finished;
    this.times.set(row, lots.size > 0 ? lots.epoch(0) : Infinity);
    return finished;
  }
}
