import type { ExperimentStatus } from '../definition/run-status.js';
import type { WorkerStep } from './replication-workers.js';

type PartitionEnd = 'FINISHED' | 'FAILED' | 'CANCELED';

/** The status of a partition after a transition of its worker; undefined if the transition does not affect it. */
export function partitionStatus({ from, to }: Pick<WorkerStep, 'from' | 'to'>): ExperimentStatus | undefined {
  switch (to) {
    case 'RESERVED':
      return 'ASSIGNED';
    case 'INITIALIZING':
      return 'LOADED';
    case 'READY':
      return from === 'ACTIVE' ? 'FINISHED' : 'INITIALIZED';
    case 'ACTIVE':
    case 'PAUSED':
      return to;
    default:
      return undefined;
  }
}

/** The partitions of a replication that has ended: those that reached the horizon stay finished, unless all of them did. */
export function endedPartitions(partitions: readonly ExperimentStatus[], end: PartitionEnd): ExperimentStatus[] {
  const isReached = partitions.every((status) => status === 'FINISHED');
  return partitions.map((status) => (status === 'FINISHED' && !isReached ? status : end));
}
