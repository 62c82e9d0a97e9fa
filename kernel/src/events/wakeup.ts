/** What a wakeup needs from the kernel that it belongs to. */
export interface WakeupOwner {
  /** The current epoch. */
  readonly epoch: number;
  hasWakeup(port: number, epoch: number): boolean;
  /**
   * @returns whether there was one to cancel; @throws DiscoError `CALL_OUTSIDE_HANDLER` if the caller may not cancel it
   */
  cancelWakeup(port: number, epoch: number): boolean;
}

/**
 * A wakeup that can be canceled until it is served. A port has at most one per epoch: repeated requests for an epoch
 * return the same one, and a hard and a soft request make one hard wakeup.
 *
 * @example
 * this.alarm = this.context.wakeup(17);
 * …
 * this.alarm.cancel();
 */
export class Wakeup {
  private left = -1;

  /** @internal Created by `ActivationContext.wakeup`. */
  constructor(
    private readonly owner: WakeupOwner,
    private readonly port: number,
    /** When the port is activated. */
    readonly epoch: number,
  ) {}

  /** Whether it was neither served nor canceled. */
  get isPending(): boolean {
    return this.owner.hasWakeup(this.port, this.epoch);
  }

  /** Simulated time until it is due, at least 0; after a cancellation, the time that was left then. */
  get remaining(): number {
    return this.left >= 0 ? this.left : Math.max(0, this.epoch - this.owner.epoch);
  }

  /**
   * Cancels the wakeup, if it has not been served: it causes no activation and, if it was hard, holds nothing. Only the
   * port that requested it may do so, in its own activation; use a timer for what any simproc of the node should be
   * able to cancel.
   *
   * @returns whether the wakeup was canceled; `remaining` says how much time was left
   * @throws DiscoError `CALL_OUTSIDE_HANDLER` while no handler of that port runs
   */
  cancel(): boolean {
    const { owner } = this;
    if (!owner.cancelWakeup(this.port, this.epoch)) return false;
    this.left = Math.max(0, this.epoch - owner.epoch);
    return true;
  }
}
