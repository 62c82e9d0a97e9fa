import type { ExperimentStatus } from '../definition/run-status.js';
import type { ReplicationKey, ReplicationRecord } from '../results/run-schema.js';

/** How far an experiment is. */
export interface ExperimentProgress {
  /** That of the whole, which follows from those of the replications; see `statusOfWhole`. */
  readonly status: ExperimentStatus;
  /** Those that are needed, by case, then by number. */
  readonly replications: readonly ReplicationProgress[];
}

export interface ReplicationProgress extends ReplicationKey {
  /** Follows from those of the partitions. */
  readonly status: ExperimentStatus;
  /** By worker. */
  readonly partitions: readonly ExperimentStatus[];
  /** Epoch that it has reached. */
  readonly epoch: number;
  /** Set when it has ended. */
  readonly record?: ReplicationRecord | undefined;
}
