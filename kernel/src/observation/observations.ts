import type { ReceivedEvent } from '../events/event-batch.js';
import { ObservationPoint } from './observation-point.js';

/** One activation, told when its handler has returned. */
export interface ActivationRecord {
  readonly node: string;
  readonly simproc: string;
  readonly epoch: number;
  /** In the order of the batch; payloads are copies. */
  readonly events: readonly ReceivedEvent[];
}

/** One event that was sent. */
export interface SendRecord {
  /** The sending node and simproc, and when. */
  readonly node: string;
  readonly simproc: string;
  readonly epoch: number;
  readonly target: { readonly node: string; readonly simproc: string; readonly epoch: number };
  /** A copy. */
  readonly payload: unknown;
}

/** A wakeup that was asked for at `epoch`, for the later epoch `until`, or taken back. */
export interface WakeupRecord {
  readonly node: string;
  readonly simproc: string;
  readonly epoch: number;
  readonly until: number;
  /** False where it was taken back. */
  readonly hard: boolean;
  /** Only where it was taken back. */
  readonly cancelled?: true;
}

/** A timer that was set at `epoch` for the later epoch `until`, or taken back. */
export interface TimerRecord {
  /** The node and the simproc that did so, and when. */
  readonly node: string;
  readonly simproc: string;
  readonly epoch: number;
  /** The simproc of the same node that the timer leads to. */
  readonly timer: string;
  readonly until: number;
  /** A copy. Only where the timer was set. */
  readonly payload?: unknown;
  /** Only where it was taken back. */
  readonly cancelled?: true;
}

/** An advance promise made at `epoch`: nothing before `until`, to one target or, where there is none, to all successors. */
export interface PromiseRecord {
  readonly node: string;
  readonly simproc: string;
  readonly epoch: number;
  readonly until: number;
  readonly target?: { readonly node: string; readonly simproc: string };
}

/** `ready` → `running` ⇄ `paused` or `ready` → `finished` (nothing can happen any more) or `failed`. */
export type RunState = 'ready' | 'running' | 'paused' | 'finished' | 'failed';

/** A change of the state of a run. */
export interface RunStateRecord {
  readonly state: RunState;
  /** The epoch that the run has reached. */
  readonly epoch: number;
}

/** The observation points of one run. */
export class Observations {
  readonly activations: ObservationPoint<ActivationRecord>;
  readonly sends: ObservationPoint<SendRecord>;
  readonly wakeups: ObservationPoint<WakeupRecord>;
  readonly timers: ObservationPoint<TimerRecord>;
  readonly promises: ObservationPoint<PromiseRecord>;
  readonly states: ObservationPoint<RunStateRecord>;

  /** @internal @param changed called when somebody begins or ceases to listen */
  constructor(changed: () => void) {
    this.activations = new ObservationPoint(changed);
    this.sends = new ObservationPoint(changed);
    this.wakeups = new ObservationPoint(changed);
    this.timers = new ObservationPoint(changed);
    this.promises = new ObservationPoint(changed);
    this.states = new ObservationPoint(changed);
  }

  /** @internal The run has ended for good. */
  complete(): void {
    for (const point of [this.activations, this.sends, this.wakeups, this.timers, this.promises, this.states])
      point.complete();
  }
}
