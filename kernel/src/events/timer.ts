/** What a timer needs from the kernel that it belongs to. */
export interface TimerOwner {
  /** The current epoch. */
  readonly epoch: number;
  /**
   * @returns whether the timer is still pending; @throws DiscoError `CALL_OUTSIDE_HANDLER` if the caller may not cancel
   * it
   */
  mayCancel(timer: Timer): boolean;
  cancel(timer: Timer): void;
}

/**
 * An event that a node has scheduled for itself, and can cancel until it is delivered. A timer is not a payload: keep
 * it in a field of the node.
 *
 * @example
 * this.end = this.context.timer(finish, { after: this.serviceTime(), payload: job });
 * …
 * if (this.end.cancel()) this.left = this.end.remaining;   // interrupted before its end
 */
export class Timer {
  /** @internal Its entry in the pool while it is pending. */
  entry = NONE;
  private left = -1;

  /** @internal Created by `ActivationContext.timer`. */
  constructor(
    private readonly owner: TimerOwner,
    /** When it is due. */
    readonly epoch: number,
    private payload: unknown,
  ) {}

  /**
   * Whether it was neither delivered nor canceled. A timer held by a hard wakeup is still pending, whatever its epoch.
   */
  get isPending(): boolean {
    return this.entry >= 0;
  }

  /** Simulated time until it is due, at least 0; after a cancellation, the time that was left then. */
  get remaining(): number {
    return this.left >= 0 ? this.left : Math.max(0, this.epoch - this.owner.epoch);
  }

  /**
   * Cancels the timer, if it has not been delivered: it causes no activation and does not enter the digest. Call it
   * from any handler of the node that set it. At the timer's own epoch, only a handler whose port precedes the timer's
   * port in the order of activation can still cancel it.
   *
   * @returns whether the timer was canceled; `remaining` says how much time was left
   * @throws DiscoError `CALL_OUTSIDE_HANDLER` while no handler of the node runs
   */
  cancel(): boolean {
    const { owner } = this;
    if (!owner.mayCancel(this)) return false;
    this.left = this.remaining;
    owner.cancel(this);
    this.leave();
    return true;
  }

  /** @internal Stops being pending and hands over its payload. */
  leave(): unknown {
    const { payload } = this;
    this.entry = NONE;
    this.payload = null;
    return payload;
  }
}

/** No entry. (Not imported from the pool, which imports this module.) */
const NONE = -1;
