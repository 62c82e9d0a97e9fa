import type { ExchangeReport, RunSettings, Scenario } from '@disco-engine/sdk';
import type { LogResult, RunLogOptions } from './run-log.js';
import type { PartFigures } from '../worker/run-part.js';

/** What to run, and how far. */
export interface StartOptions extends RunSettings {
  readonly scenario: Scenario;
  /** The horizon: every activation before it is made, and no other. */
  readonly until: number;
  /** What becomes of what nodes log; nothing is logged without it. A file needs workers that the cluster has launched. */
  readonly log?: RunLogOptions | undefined;
  /** Cancels the run. */
  readonly signal?: AbortSignal | undefined;
  /** Told now and then how far the run is. */
  readonly onProgress?: ((progress: ClusterProgress) => void) | undefined;
}

export interface ClusterProgress extends PartFigures {
  /** The epoch of the worker that is furthest behind; activations and events are those of all. */
  readonly epoch: number;
  readonly until: number;
}

/** What came out of a run. */
export interface ClusterResult {
  /** The digest of the run, the same for any number of workers: 16 hexadecimal digits, or `off`. */
  readonly digest: string;
  readonly activations: number;
  /** Events received. */
  readonly events: number;
  /** The epoch of the latest activation. */
  readonly epoch: number;
  readonly perWorker: readonly WorkerResult[];
  /** Undefined where nothing was to be logged. */
  readonly log?: LogResult | undefined;
}

export interface WorkerResult extends PartFigures {
  readonly worker: number;
  /** Where the worker lives: `thread 3`, `process 1234`, an address. */
  readonly host: string;
  /** How many nodes it stepped. */
  readonly nodes: number;
  /** What it exchanged with the others; undefined where it was the only one. */
  readonly exchange?: ExchangeReport | undefined;
}
