/** What a timer asks of the kernel that it was set in. */
export interface TimerOwner {
  /** The current epoch. */
  readonly epoch: number;
  /** @returns whether the timer is still pending; @throws DiscoError `CALL_OUTSIDE_HANDLER` where the caller may not cancel it */
  mayCancel(timer: Timer): boolean;
  cancel(timer: Timer): void;
}

/**
 * An event that a node has set for itself, and can take back until it is delivered. It is no payload: keep it in a field of the node.
 *
 * @example
 * this.end = this.context.timer(finish, { after: this.serviceTime(), payload: job });
 * …
 * if (this.end.cancel()) this.left = this.end.remaining;   // interrupted before its end
 */
export class Timer {
  /** @internal Its entry among the pending ones while it is pending. */
  entry = NONE;
  private left = -1;

  /** @internal Made by `ActivationContext.timer`. */
  constructor(
    private readonly owner: TimerOwner,
    /** When it is due. */
    readonly epoch: number,
    private payload: unknown,
  ) {}

  /** Whether it was neither delivered nor taken back. One that a hard wakeup holds is still pending, whatever its epoch. */
  get isPending(): boolean {
    return this.entry >= 0;
  }

  /** Simulated time from now until it is due, at least 0; once it was taken back, what was left then. */
  get remaining(): number {
    return this.left >= 0 ? this.left : Math.max(0, this.epoch - this.owner.epoch);
  }

  /**
   * Takes it back, if it was not delivered yet: it causes no activation and goes into no digest. Call it from a handler of the node
   * that set it; any simproc may. At the epoch of the timer itself only those come in time that are activated before its own.
   *
   * @returns whether it did; `remaining` says how much time was left
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

  /** @internal It is no longer pending, and gives its payload away. */
  leave(): unknown {
    const { payload } = this;
    this.entry = NONE;
    this.payload = null;
    return payload;
  }
}

/** No entry. (That of the pool is not imported, as the pool knows timers.) */
const NONE = -1;
