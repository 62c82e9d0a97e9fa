import type { ChannelSummary, ExchangeReport, Placement, RunSettings, Scenario } from '@disco-engine/sdk';
import type { WorkerTime } from '../results/run-schema.js';

/**
 * Workers that run one replication at a time. A `Cluster` of `@disco-engine/cluster` implements this; to run replications elsewhere,
 * implement it yourself.
 */
export interface ReplicationWorkers {
  /** All transitions of all workers between states such as `READY` and `ACTIVE`. */
  readonly transitions: {
    subscribe(observer: (transition: WorkerStep) => void): { unsubscribe(): void };
  };
  /** Whether no more runs can start. */
  readonly isBroken: boolean;
  start(options: ReplicationStart): Promise<RunningReplication>;
  close(): Promise<void>;
}

/** A transition of one worker between states of its life cycle. */
export interface WorkerStep {
  readonly worker: number;
  readonly from: string;
  readonly to: string;
}

/** The replication to run, and its horizon. */
export interface ReplicationStart extends RunSettings {
  readonly scenario: Scenario;
  readonly until: number;
  readonly placement?: Placement | undefined;
  readonly log: ReplicationLog;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: { readonly epoch: number }) => void;
}

/** How the data that nodes log are kept. */
export interface ReplicationLog {
  /** Parquet file for the records; without it only summaries are kept. */
  readonly file: string | undefined;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly warmup: number;
  readonly onFailure?: 'fail' | 'summary' | undefined;
}

/** A running replication. */
export interface RunningReplication {
  readonly finished: Promise<ReplicationResult>;
  pause(): Promise<unknown>;
  resume(): Promise<unknown>;
}

/** The results of a replication. */
export interface ReplicationResult {
  readonly digest: string;
  readonly epoch: number;
  readonly activations: number;
  readonly events: number;
  readonly perWorker: readonly { readonly exchange?: ExchangeReport | undefined }[];
  readonly log?:
    | {
        readonly channels: readonly ChannelSummary[];
        readonly file?: string | undefined;
        readonly failure?: string | undefined;
      }
    | undefined;
  /** Times measured where it ran, if that was elsewhere: the wall-clock time in seconds, and how each worker spent it. */
  readonly times?: { readonly seconds: number; readonly workers: readonly WorkerTime[] } | undefined;
}
