import type { ExchangeReport } from '@disco-engine/sdk';
import type { LookRequest, NodeFigures } from './node-look.js';
import type { PartLogReport } from './part-log.js';
import type { PartStanding } from './part-standing.js';

/** The part of a run that one worker steps. */
export interface RunPart {
  /** Epoch of its latest activation. */
  readonly epoch: number;
  /**
   * Performs every activation before the horizon. Can be called again afterwards, even after an abort.
   *
   * @throws DiscoError `RUN_ABORTED` after the signal, with the part intact; any other error ends the run
   */
  run(options: StepOptions): Promise<void>;
  figures(): PartFigures;
  report(): PartReport;
  /** Describes what it is waiting for; undefined if it is not waiting. */
  waitsFor(): string | undefined;
  /** Where it stands towards the other workers. */
  standing(): PartStanding;
  /** A figure of its nodes, now. */
  look(request: LookRequest): NodeFigures;
  /**
   * Calls a function of the model's module with the simulation, and returns its result. @throws DiscoError
   * `COLLECT_UNKNOWN`, `COLLECT_INVALID`
   */
  collect(name: string, argument?: unknown): unknown;
  /**
   * Ends its log, and reports what was logged.
   *
   * @param end epoch until which the last recorded values hold
   * @param signal cancels the operation
   * @throws DiscoError `LOG_FAILED`; the reason of the signal
   */
  endLog(end: number, signal: AbortSignal): Promise<PartLogReport>;
  dispose(): Promise<void>;
}

export interface StepOptions {
  readonly until: number;
  readonly signal: AbortSignal;
  readonly onProgress: () => void;
}

/** The progress of a part. */
export interface PartFigures {
  /** Epoch of the latest activation. */
  readonly epoch: number;
  readonly activations: number;
  /** Number of events received by its ports. */
  readonly events: number;
}

/** The final report of a part. */
export interface PartReport extends PartFigures {
  /** Number of nodes that the worker stepped. */
  readonly nodes: number;
  /** Number of events that its ports have not received before the horizon. */
  readonly pendingEvents: number;
  /** Its part of the digest of the run. */
  readonly digestPart: string;
  /** Figures on the exchange with the other workers; undefined if there are none. */
  readonly exchange?: ExchangeReport | undefined;
}
