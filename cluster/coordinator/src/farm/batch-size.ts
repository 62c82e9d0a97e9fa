/** Seconds that a job should last at least, so that the coordinator is not asked too often. */
const LEAST_SECONDS = 1;
const LARGEST = 100;

/**
 * Number of replications in one job: enough to last a second by those that have ended, but never so many that a member has nothing to do.
 *
 * @param seconds how long replications took so far
 * @param waiting number of replications to be queued
 */
export function batchSize(seconds: readonly number[], waiting: number, members: number): number {
  if (seconds.length === 0) return 1;
  const mean = seconds.reduce((sum, one) => sum + one, 0) / seconds.length;
  const lasting = mean > 0 ? Math.ceil(LEAST_SECONDS / mean) : LARGEST;
  return Math.max(1, Math.min(lasting, LARGEST, Math.ceil(waiting / members)));
}
