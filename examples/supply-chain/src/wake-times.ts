import type { NodeContext } from '@disco-engine/sdk';

/** When each stage of a node must be processed next: now, because something has arrived for it, or later. */
export class WakeTimes {
  private readonly epochs: Float64Array;
  /** The wakeup that was requested last. */
  private asked = -Infinity;

  constructor(stages: number) {
    this.epochs = new Float64Array(stages).fill(Infinity);
  }

  /** @param epoch Infinity for never */
  set(row: number, epoch: number): void {
    this.epochs[row] = epoch;
  }

  isDue(row: number, now: number): boolean {
    return (this.epochs[row] ?? NaN) <= now;
  }

  /**
   * Requests a wakeup at the earliest of all times; call it once none of them is due any more. One wakeup is enough, since the
   * node asks again at the end of each activation.
   */
  ask(context: NodeContext): void {
    let earliest = Infinity;
    for (let row = 0; row < this.epochs.length; row++) earliest = Math.min(earliest, this.epochs[row] ?? NaN);
    if (earliest === Infinity || earliest === this.asked) return;
    context.wakeup(earliest);
    this.asked = earliest;
  }
}
