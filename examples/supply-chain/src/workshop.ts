import { LotQueue } from './lot-queue.js';

/** Where a stage makes its units: sets of components that wait for the others, and lots in process. */
export class Workshop {
  /** Units that were started and are not finished. */
  inProcess = 0;
  /** Per component, what is there, in sets: 1 is what one unit takes. May lie below 0 by what doubles lose. */
  readonly sets: Float64Array;
  private readonly lots = new LotQueue();

  /**
   * @param components how many different ones a unit takes; at least 1
   * @param tolerance units below which an amount counts as none
   */
  constructor(
    components: number,
    private readonly tolerance: number,
  ) {
    this.sets = new Float64Array(components);
  }

  /** Takes all complete sets out, one of every component each, and tells how many they were. */
  takeCompleteSets(): number {
    const { sets } = this;
    let complete = sets[0];
    for (let i = 1; i < sets.length; i++) complete = Math.min(complete, sets[i]);
    if (complete <= this.tolerance) return 0;
    for (let i = 0; i < sets.length; i++) sets[i] -= complete;
    return complete;
  }

  /** @param ready when the units will be finished; not before those that were started earlier */
  start(amount: number, ready: number): void {
    this.lots.push(amount, ready, 0);
    this.inProcess += amount;
  }

  /** Takes out the units that are finished by now, and tells how many they were. */
  takeFinished(now: number): number {
    const { lots } = this;
    let finished = 0;
    while (lots.size > 0 && lots.epoch(0) <= now) {
      finished += lots.amount(0);
      lots.dropFirst();
    }
    this.inProcess -= finished;
    return finished;
  }
}
