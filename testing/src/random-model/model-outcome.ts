/** What happened in a run of a random model: everything that must be the same wherever and however it runs. */
export interface ModelOutcome {
  /** In the order in which they happened. */
  readonly activations: readonly ModelActivation[];
  /** Number of events sent and not received. */
  readonly undelivered: number;
  /** Whether no activation is left, at any epoch. */
  readonly finished: boolean;
}

export interface ModelActivation {
  readonly node: string;
  readonly simproc: number;
  readonly epoch: number;
  readonly batch: readonly ModelEvent[];
  /** The handler's calls, in order, with the code of the error if one was refused. */
  readonly calls: readonly string[];
  /** State of the node afterwards: a number that depends on everything before it. */
  readonly state: number;
}

export interface ModelEvent {
  readonly epoch: number;
  readonly sender: string;
  readonly simproc: number;
  readonly counter: number;
  readonly payload: number;
}

/** What the handlers of a random model can do. Each call returns the code of its refusal, or `ok`. */
export interface ModelCalls {
  send(node: number, simproc: number, epoch: number, payload: number): string;
  wakeup(epoch: number, hard: boolean): string;
  wakeupAfter(delay: number, hard: boolean): string;
  timer(simproc: number, epoch: number, payload: number): string;
  timerAfter(simproc: number, delay: number, payload: number): string;
  /**
   * @param which index among the timers that the node has set, in order
   * @returns how much time was left, or `too late`
   */
  cancel(which: number): string;
  /** @param which index among the wakeups that the port has requested; returns as `cancel` does */
  cancelWakeup(which: number): string;
  promise(node: number, simproc: number, epoch: number): string;
}
