import type { ExperimentStatus } from '../definition/run-status.js';
import type { IntervalWarning, MeanInterval } from '@disco-engine/statistics';
import type { ReplicationKey, ReplicationRecord } from '../results/run-schema.js';

/** The progress of an experiment. */
export interface ExperimentProgress {
  /** Status of the whole, derived from those of the replications; see `statusOfWhole`. Of a shard, without those of the others. */
  readonly status: ExperimentStatus;
  /** The replications needed, by case, then by number. */
  readonly replications: readonly ReplicationProgress[];
  /**
   * One sentence for each case and each of these: a mean that all replications together do not determine to the required precision, with
   * the reason, such as that all of its values are 0; a mean whose interval is unreliable, with the reason; a response without a value in
   * some replications, with their number and the reason.
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
  /** Empty if there is none. */
  readonly unit: string;
  /** The half-width that is asked for, as a share of the mean. */
  readonly relative: number;
  readonly interval: MeanInterval;
  readonly isReached: boolean;
  /** Why the interval is unreliable; undefined if it is reliable, or if there is none. */
  readonly warning: IntervalWarning | undefined;
}

export interface ReplicationProgress extends ReplicationKey {
  /** Derived from the statuses of the partitions. */
  readonly status: ExperimentStatus;
  /** Statuses by worker. */
  readonly partitions: readonly ExperimentStatus[];
  /** Epoch reached so far. */
  readonly epoch: number;
  /** Set if another shard runs it. */
  readonly isElsewhere?: true | undefined;
  /** Set when the replication has ended. */
  readonly record?: ReplicationRecord | undefined;
}
