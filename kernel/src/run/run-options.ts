/** The parts of the host that a cooperative run needs. Neither can reach a result. */
export interface Host {
  /** Milliseconds from any origin, never falling. */
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
  /** The epoch of the latest activation, which lies before the horizon. */
  readonly epoch: number;
  /** The horizon of this call. */
  readonly until: number;
  /** Handler calls since the run was made. */
  readonly activations: number;
  /** Events received since the run was made. */
  readonly events: number;
}

export interface RunOptions {
  /** The horizon: every activation before it is made, and no other. Infinity goes on until nothing is left. */
  readonly until: number;
  readonly signal?: Cancellation | undefined;
  /** Called after each slice of work. What it throws ends the call of `run`, and the run itself stays as it is. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /** Milliseconds of work between two turns of the host's event loop, 8 by default; those of several runs add up. */
  readonly budget?: number | undefined;
}

export interface RunReport extends Progress {
  /** Whether every port is finished, so that a larger horizon would change nothing. */
  readonly finished: boolean;
}
