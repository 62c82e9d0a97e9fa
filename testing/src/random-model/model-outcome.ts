/** What happened in a run of a random model: all that must be the same wherever and however it runs. */
export interface ModelOutcome {
  /** In the order in which they were made. */
  readonly activations: readonly ModelActivation[];
  /** Events that were sent and not received. */
  readonly undelivered: number;
  /** Whether no activation is left, at any epoch. */
  readonly finished: boolean;
}

export interface ModelActivation {
  readonly node: string;
  readonly simproc: number;
  readonly epoch: number;
  readonly batch: readonly ModelEvent[];
  /** What the handler called, in order, and the code of the error where it was refused. */
  readonly calls: readonly string[];
  /** Of the node afterwards: a number that everything before it went into. */
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
   * @param which of the timers that the node has set, from 0 in that order
   * @returns how much time was left, or `too late`
   */
  cancel(which: number): string;
  /** @param which of the wakeups that the port has asked for; the answer is as for `cancel` */
  cancelWakeup(which: number): string;
  promise(node: number, simproc: number, epoch: number): string;
}
