/** What a wakeup asks of the kernel that it was asked for in. */
export interface WakeupOwner {
  /** The current epoch. */
  readonly epoch: number;
  hasWakeup(port: number, epoch: number): boolean;
  /** @returns whether there was one to take back; @throws DiscoError `CALL_OUTSIDE_HANDLER` where the caller may not */
  cancelWakeup(port: number, epoch: number): boolean;
}

/**
 * A wakeup that can be taken back until it is served. A port has one at each epoch, however often it asks: all that were asked for one
 * epoch are the same, and a hard and a soft one are one hard wakeup.
 *
 * @example
 * this.alarm = this.context.wakeup(17);
 * …
 * this.alarm.cancel();
 */
export class Wakeup {
  private left = -1;

  /** @internal Made by `ActivationContext.wakeup`. */
  constructor(
    private readonly owner: WakeupOwner,
    private readonly port: number,
    /** When the port is activated. */
    readonly epoch: number,
  ) {}

  /** Whether it was neither served nor taken back. */
  get isPending(): boolean {
    return this.owner.hasWakeup(this.port, this.epoch);
  }

  /** Simulated time from now until it is due, at least 0; once it was taken back, what was left then. */
  get remaining(): number {
    return this.left >= 0 ? this.left : Math.max(0, this.epoch - this.owner.epoch);
  }

  /**
   * Takes it back, if it was not served yet: it causes no activation, and holds nothing if it was a hard one. Only the port that asked
   * for it may, in its own activation; what any simproc of the node is to take back is a timer.
   *
   * @returns whether it did; `remaining` says how much time was left
   * @throws DiscoError `CALL_OUTSIDE_HANDLER` while no handler of that port runs
   */
  cancel(): boolean {
    const { owner } = this;
    if (!owner.cancelWakeup(this.port, this.epoch)) return false;
    this.left = Math.max(0, this.epoch - owner.epoch);
    return true;
  }
}
