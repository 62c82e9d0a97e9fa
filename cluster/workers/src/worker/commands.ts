import type { PartLogReport } from './part-log.js';
import type { PartFigures, PartReport } from './run-part.js';
import type { RunSpec, TransportSpec } from './run-spec.js';
import type { Transition, WorkerState } from './worker-state.js';

/** What a worker can be told: plain data. */
export type Command =
  /** Take part in a run, and listen. */
  | { readonly command: 'reserve'; readonly transport: TransportSpec }
  /** Make the nodes and join the other workers; all of them have to be told at once. */
  | { readonly command: 'initialize'; readonly spec: RunSpec }
  /** Step up to a horizon; the reply comes when the worker stops stepping. */
  | { readonly command: 'start'; readonly until: number }
  /** Stop between two activations. */
  | { readonly command: 'pause' }
  /** Of a paused worker: step up to a horizon, and be paused again. */
  | { readonly command: 'align'; readonly until: number }
  /** Of a paused worker: go on to a horizon, as `start`. */
  | { readonly command: 'resume'; readonly until: number }
  /** Call a function of the model's module with the simulation. */
  | { readonly command: 'collect'; readonly name: string; readonly argument?: unknown }
  | { readonly command: 'report' }
  /** End the log of the run; what was recorded last holds up to the epoch. */
  | { readonly command: 'log'; readonly end: number }
  /** Stop, and give back what the run had. */
  | { readonly command: 'terminate' }
  /** The same, and end. */
  | { readonly command: 'exit' }
  | { readonly command: 'state' };

/** What it replies to each of them. */
export interface Replies {
  readonly reserve: { readonly address: string };
  readonly initialize: { readonly nodes: number };
  readonly start: StepEnd;
  readonly pause: PartFigures;
  readonly align: PartFigures;
  readonly resume: StepEnd;
  readonly collect: unknown;
  readonly report: PartReport;
  readonly log: PartLogReport;
  readonly terminate: undefined;
  readonly exit: undefined;
  readonly state: StateReport;
}

/** Why a worker stopped stepping. */
export type StepEnd = 'horizon' | 'paused';

export interface StateReport {
  readonly state: WorkerState;
  /** How far it is; undefined where it has no run. */
  readonly figures?: PartFigures | undefined;
  /** What it waits for, in words; undefined where it waits for nothing. */
  readonly waitsFor?: string | undefined;
  /** Messages sent to other workers and received from them. */
  readonly messages?: number | undefined;
}

/** What a worker tells by itself. */
export type Notice =
  ({ readonly notice: 'transition' } & Transition) | { readonly notice: 'progress'; readonly figures: PartFigures };
