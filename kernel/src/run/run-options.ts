/** What a cooperative run needs from its host. Neither can affect a result. */
export interface Host {
  /** Milliseconds since an arbitrary origin; never decreases. */
  now(): number;
  /** Resolves when the host's event loop has had a turn. */
  turn(): Promise<void>;
}

/** The part of an `AbortSignal` that a run needs. */
export interface Cancellation {
  readonly aborted: boolean;
  readonly reason: unknown;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

export interface Progress {
  /**
   * The epoch that has been reached, which lies before the horizon: the greatest one of an activation, except during a
   * window that was left before its end.
   */
  readonly epoch: number;
  /** The horizon of this call. */
  readonly until: number;
  /** Handler calls since the run was created. */
  readonly activations: number;
  /** Events received since the run was created. */
  readonly events: number;
}

export interface RunOptions {
  /** The horizon: every activation before it is performed, and no other. Infinity continues until nothing is left. */
  readonly until: number;
  readonly signal?: Cancellation | undefined;
  /** Called after each slice of work. An exception ends the call of `run`, but leaves the run itself intact. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /** Milliseconds of work between two turns of the host's event loop. Default 8; the budgets of several runs add up. */
  readonly budget?: number | undefined;
}

export interface RunReport extends Progress {
  /** Whether every port is finished, so that a larger horizon would change nothing. */
  readonly finished: boolean;
}
