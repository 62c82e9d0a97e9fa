import type { BrokenLink } from '@disco-engine/kernel';
import type { ScenarioRef } from '../scenarios/scenario-ref.js';
import type { LookRequest, NodeFigures } from './node-look.js';
import type { PartLogReport } from './part-log.js';
import type { WorkTotals } from './work-totals.js';
import type { WaitFigures } from './part-standing.js';
import type { PartFigures, PartReport } from './run-part.js';
import type { RunSpec, TransportSpec } from './run-spec.js';
import type { TrafficFigures } from './traffic.js';
import type { Transition, WorkerState } from './worker-state.js';

/** The commands of a worker, as plain data. */
export type Command =
  /** Take part in a run, and listen. */
  | { readonly command: 'reserve'; readonly transport: TransportSpec }
  /** Create the nodes and join the other workers; send it to all of them at once. */
  | { readonly command: 'initialize'; readonly spec: RunSpec }
  /** Step up to a horizon; the reply comes when the worker stops stepping. */
  | { readonly command: 'start'; readonly until: number }
  /** Stop between two activations. */
  | { readonly command: 'pause' }
  /** When paused: step up to a horizon, and pause again. */
  | { readonly command: 'align'; readonly until: number }
  /** When paused: continue up to a horizon, like `start`. */
  | { readonly command: 'resume'; readonly until: number }
  /** Call a function of the model's module with the simulation. */
  | { readonly command: 'collect'; readonly name: string; readonly argument?: unknown }
  /** Tell a figure of the nodes, without changing anything. */
  | { readonly command: 'look'; readonly request: LookRequest }
  | { readonly command: 'report' }
  /** End the log of the run; the last recorded values hold until the epoch. */
  | { readonly command: 'log'; readonly end: number }
  /** Stop, and release the resources of the run. */
  | { readonly command: 'terminate'; readonly outcome?: RunOutcome | undefined }
  /** The same, then exit. */
  | { readonly command: 'exit' }
  | { readonly command: 'state' };

/** Commands that the process of a standing worker executes itself, while the worker is `RESERVED`. */
export type SupplyCommand =
  /** Say whether you have the scenario of the next run. */
  | { readonly command: 'offer'; readonly scenario: ScenarioRef }
  /** Take the scenario that was offered. */
  | { readonly command: 'supply'; readonly packed: Uint8Array };

/** How a run ended, for workers that end with it. */
export interface RunOutcome {
  readonly status: 'finished' | 'failed' | 'canceled';
  /** Why, unless it has finished. */
  readonly reason?: string | undefined;
}

/** The replies to each command. */
export interface Replies {
  readonly reserve: { readonly address: string };
  readonly initialize: { readonly nodes: number };
  readonly start: StepEnd;
  readonly pause: PartFigures;
  readonly align: PartFigures;
  readonly resume: StepEnd;
  readonly collect: unknown;
  readonly look: NodeFigures;
  readonly report: PartReport;
  readonly log: PartLogReport;
  readonly terminate: undefined;
  readonly exit: undefined;
  readonly state: StateReport;
  readonly offer: { readonly has: boolean };
  readonly supply: undefined;
}

/** Why a worker stopped stepping. */
export type StepEnd = 'horizon' | 'paused';

export interface StateReport {
  readonly state: WorkerState;
  /** The worker's progress; undefined if it has no run. */
  readonly figures?: PartFigures | undefined;
  /** Describes what it is waiting for; undefined if it is not waiting. */
  readonly waitsFor?: string | undefined;
  /** How long it has waited for others; undefined if it has no run. */
  readonly waits?: WaitFigures | undefined;
  /** What it has exchanged with other workers; undefined if it has no run. */
  readonly traffic?: TrafficFigures | undefined;
  /** Number of events that its ports have yet to receive; undefined if it has no run. */
  readonly pendingEvents?: number | undefined;
  /** Its connections to other workers that are broken at present; undefined if it has no run. */
  readonly brokenLinks?: readonly BrokenLink[] | undefined;
  /** What it has done in all of its runs, including the present one. */
  readonly totals: WorkTotals;
}

/** What a worker reports on its own initiative. */
export type Notice =
  ({ readonly notice: 'transition' } & Transition) | { readonly notice: 'progress'; readonly figures: PartFigures };
