import type { ReceivedEvent } from '../events/event-batch.js';
import type { Topology } from '../topology/topology.js';
import { NodePoint } from './node-point.js';
import { ObservationPoint } from './observation-point.js';

/** One activation, reported when its handler has returned. */
export interface ActivationRecord {
  readonly node: string;
  readonly simproc: string;
  readonly epoch: number;
  /** In the order of the batch; payloads are copies. */
  readonly events: readonly ReceivedEvent[];
}

/** One event that a node sent. */
export interface SendRecord {
  /** The node and simproc that sent it, and when. */
  readonly node: string;
  readonly simproc: string;
  readonly epoch: number;
  readonly target: { readonly node: string; readonly simproc: string; readonly epoch: number };
  /** A copy of the payload. */
  readonly payload: unknown;
}

/** A wakeup requested at `epoch` for the later epoch `until`, or canceled. */
export interface WakeupRecord {
  readonly node: string;
  readonly simproc: string;
  readonly epoch: number;
  readonly until: number;
  /** False if it was canceled. */
  readonly hard: boolean;
  /** Present only if it was canceled. */
  readonly canceled?: true;
}

/** A timer set at `epoch` for the later epoch `until`, or canceled. */
export interface TimerRecord {
  /** The node and simproc that set or canceled it, and when. */
  readonly node: string;
  readonly simproc: string;
  readonly epoch: number;
  /** The simproc of the same node that the timer leads to. */
  readonly timer: string;
  readonly until: number;
  /** A copy of the payload; present only if the timer was set. */
  readonly payload?: unknown;
  /** Present only if it was canceled. */
  readonly canceled?: true;
}

/**
 * An advance promise made at `epoch`: nothing will be sent before `until`, to one target or, if there is none, to any
 * successor.
 */
export interface PromiseRecord {
  readonly node: string;
  readonly simproc: string;
  readonly epoch: number;
  readonly until: number;
  readonly target?: { readonly node: string; readonly simproc: string };
}

/** `ready` → `running` ⇄ `paused` or `ready` → `finished` (nothing more can happen) or `failed`. */
export type RunState = 'ready' | 'running' | 'paused' | 'finished' | 'failed';

/** A change of the state of a run. */
export interface RunStateRecord {
  readonly state: RunState;
  /** The epoch that the run has reached. */
  readonly epoch: number;
}

/**
 * The observation points of one run. Records come in the order of activation. If somebody subscribes during an
 * activation, while nobody observed, other nodes may be behind or ahead: what was made already is not reported, and
 * epochs may go back once, right after that activation.
 */
export class Observations {
  readonly activations: NodePoint<ActivationRecord>;
  readonly sends: NodePoint<SendRecord>;
  readonly wakeups: NodePoint<WakeupRecord>;
  readonly timers: NodePoint<TimerRecord>;
  readonly promises: NodePoint<PromiseRecord>;
  readonly states: ObservationPoint<RunStateRecord>;

  /** @internal @param changed called when a listener arrives or leaves */
  constructor(topology: Pick<Topology, 'portCount' | 'simprocCount'>, changed: () => void) {
    this.activations = new NodePoint(changed, topology);
    this.sends = new NodePoint(changed, topology);
    this.wakeups = new NodePoint(changed, topology);
    this.timers = new NodePoint(changed, topology);
    this.promises = new NodePoint(changed, topology);
    this.states = new ObservationPoint(changed);
  }

  /** @internal Whether anybody sees the order of activations of different nodes. */
  get ordered(): boolean {
    const { activations, sends, wakeups, timers, promises } = this;
    return activations.ordered || sends.ordered || wakeups.ordered || timers.ordered || promises.ordered;
  }

  /** @internal The run has ended for good. */
  complete(): void {
    for (const point of [this.activations, this.sends, this.wakeups, this.timers, this.promises, this.states])
      point.complete();
  }
}
