import type { ExperimentStatus } from '@disco-engine/sdk';
import type { ReplicationKey, ReplicationRecord } from './replication.js';

/** How far an experiment is. */
export interface ExperimentProgress {
  readonly status: ExperimentStatus;
  /** Those that are needed, by case, then by number. */
  readonly replications: readonly ReplicationProgress[];
}

export interface ReplicationProgress extends ReplicationKey {
  readonly status: ExperimentStatus;
  /** Epoch that it has reached. */
  readonly epoch: number;
  /** Set when it has ended. */
  readonly record?: ReplicationRecord | undefined;
}
