import type { ExperimentStatus } from '../definition/run-status.js';
import type { ReplicationKey, ReplicationRecord } from '../results/run-schema.js';

/** How far an experiment is. */
export interface ExperimentProgress {
  /** That of the whole, which follows from those of the replications; see `statusOfWhole`. */
  readonly status: ExperimentStatus;
  /** Those that are needed, by case, then by number. */
  readonly replications: readonly ReplicationProgress[];
  /**
   * Of each mean whose precision is asked for and is not reached by all replications, why, such as that all of its values are 0; of each
   * that is known by an interval that is not to be relied on, why not; of each response that some replications have no value of, in how
   * many, and why. One sentence for each of these and each case.
   */
  readonly notes: readonly string[];
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
