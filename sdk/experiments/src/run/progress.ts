import type { ExperimentStatus } from '../definition/run-status.js';
import type { MeanInterval } from '@disco-engine/statistics';
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
  /** By case, what is known so far of each mean whose precision is asked for. */
  readonly estimates: readonly PrecisionEstimate[];
}

/** How well a mean is known whose precision is asked for, by the replications up to the first one that has not ended. */
export interface PrecisionEstimate {
  /** The number of the case. */
  readonly case: number;
  /** The response, or the channel. */
  readonly name: string;
  /** The half-width that is asked for, as a share of the mean. */
  readonly relative: number;
  readonly interval: MeanInterval;
  readonly isReached: boolean;
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
