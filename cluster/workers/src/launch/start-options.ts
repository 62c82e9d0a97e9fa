import type { ExchangeReport, RunSettings, Scenario } from '@disco-engine/sdk';
import type { LogResult, RunLogOptions } from './run-log.js';
import type { PartFigures } from '../worker/run-part.js';

/** What to run, and how far. */
export interface StartOptions extends RunSettings {
  readonly scenario: Scenario;
  /** The horizon: every activation before it is performed, and no other. */
  readonly until: number;
  /**
   * What to do with what nodes log; if omitted, nothing is logged. A file is possible only with workers that the
   * cluster has launched.
   */
  readonly log?: RunLogOptions | undefined;
  /** Cancels the run. */
  readonly signal?: AbortSignal | undefined;
  /** Called periodically with the progress of the run. */
  readonly onProgress?: ((progress: ClusterProgress) => void) | undefined;
}

export interface ClusterProgress extends PartFigures {
  /** The epoch of the worker furthest behind; activations and events are totals. */
  readonly epoch: number;
  readonly until: number;
}

/** The result of a run. */
export interface ClusterResult {
  /** The digest of the run, the same for any number of workers: 16 hexadecimal digits, or `off`. */
  readonly digest: string;
  readonly activations: number;
  /** Number of events received. */
  readonly events: number;
  /** The epoch of the latest activation. */
  readonly epoch: number;
  readonly perWorker: readonly WorkerResult[];
  /** Undefined if nothing was logged. */
  readonly log?: LogResult | undefined;
}

export interface WorkerResult extends PartFigures {
  readonly worker: number;
  /** Where the worker lives: `thread 3`, `process 1234`, an address. */
  readonly host: string;
  /** Number of nodes that it stepped. */
  readonly nodes: number;
  /** The transport to each other worker. */
  readonly transports: readonly WorkerTransport[];
  /** What it exchanged with the others; undefined if it was the only worker. */
  readonly exchange?: ExchangeReport | undefined;
}

/** How a worker of a run exchanged events with another one. */
export interface WorkerTransport {
  /** Number of the other one. */
  readonly worker: number;
  /** Name of the transport: `shared-memory` between threads of one process. */
  readonly transport: string;
}
