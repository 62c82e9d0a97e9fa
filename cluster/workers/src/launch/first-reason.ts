import { DiscoError } from '@disco-engine/kernel';

/**
 * Of several failures at about the same time, the one that caused the others. A worker that misses another one has only
 * seen the consequence; the cause is known to the missing worker, or to whoever watched its process.
 */
export function firstReason(reasons: readonly Error[]): Error {
  return reasons.reduce((first, reason) => (rank(reason) < rank(first) ? reason : first));
}

function rank(error: Error): number {
  const code = error instanceof DiscoError ? error.code : '';
  if (code === 'WORKER_STATE_WRONG' || code === 'RUN_ABORTED') return 3;
  if (code === 'WORKER_UNREACHABLE' || code === 'TRANSPORT_CLOSED') return 2;
  return code === 'WORKER_LOST' ? 1 : 0;
}
