import type { ExchangeReport } from '@disco-engine/sdk';
import type { PartLogReport } from './part-log.js';

/** The part of a run that one worker steps. */
export interface RunPart {
  /** Epoch of its latest activation. */
  readonly epoch: number;
  /**
   * Makes every activation before the horizon. May be called again after its end, also after an abort.
   *
   * @throws DiscoError `RUN_ABORTED` after the signal, with the part whole; anything else ends the run
   */
  run(options: StepOptions): Promise<void>;
  figures(): PartFigures;
  report(): PartReport;
  /** What it waits for, in words; undefined where it waits for nothing. */
  waitsFor(): string | undefined;
  /** Messages sent to other workers and received from them so far. */
  messages(): number;
  /** Calls a function of the model's module with the simulation, and gives its result. @throws DiscoError `COLLECT_UNKNOWN`, `COLLECT_INVALID` */
  collect(name: string, argument?: unknown): unknown;
  /**
   * Ends its log, and tells what was logged.
   *
   * @param end epoch up to which what was recorded last holds
   * @param signal has it give up
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

/** How far a part is. */
export interface PartFigures {
  /** Epoch of the latest activation. */
  readonly epoch: number;
  readonly activations: number;
  /** Events received by its ports. */
  readonly events: number;
}

/** What a part has to tell at the end. */
export interface PartReport extends PartFigures {
  /** Number of nodes that the worker stepped. */
  readonly nodes: number;
  /** Its part of the digest of the run. */
  readonly digestPart: string;
  /** Figures on the exchange with the other workers; undefined where there are none. */
  readonly exchange?: ExchangeReport | undefined;
}
