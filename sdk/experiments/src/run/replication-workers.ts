import type { ChannelSummary, ExchangeReport, Placement, RunSettings, Scenario } from '@disco-engine/sdk';

/**
 * Workers that run one replication at a time, one after the other. A `Cluster` of `@disco-engine/cluster` is one; whoever runs
 * replications elsewhere implements the same.
 */
export interface ReplicationWorkers {
  /** Every transition of every worker between states such as `READY` and `ACTIVE`. */
  readonly transitions: {
    subscribe(observer: (transition: WorkerStep) => void): { unsubscribe(): void };
  };
  /** Whether no run can start any more. */
  readonly isBroken: boolean;
  start(options: ReplicationStart): Promise<RunningReplication>;
  close(): Promise<void>;
}

/** One worker goes from one state of its life to another. */
export interface WorkerStep {
  readonly worker: number;
  readonly from: string;
  readonly to: string;
}

/** What is to be run, and how far. */
export interface ReplicationStart extends RunSettings {
  readonly scenario: Scenario;
  readonly until: number;
  readonly placement?: Placement | undefined;
  readonly log: ReplicationLog;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: { readonly epoch: number }) => void;
}

/** What becomes of what nodes log. */
export interface ReplicationLog {
  /** Parquet file for the records; without it only summaries are kept. */
  readonly file: string | undefined;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly warmup: number;
  readonly onFailure?: 'fail' | 'summary' | undefined;
}

/** A replication that runs. */
export interface RunningReplication {
  readonly finished: Promise<ReplicationResult>;
  pause(): Promise<unknown>;
  resume(): Promise<unknown>;
}

/** What came out of a replication. */
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
}
