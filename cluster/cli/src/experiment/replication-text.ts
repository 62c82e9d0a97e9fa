import type { ReplicationRecord } from '@disco-engine/experiments';

/** How a replication has ended, in one line. */
export function replicationText({
  case: number,
  replication,
  status,
  digest,
  seconds,
  error,
}: ReplicationRecord): string {
  const end = error === null ? `digest ${digest}` : `${error.message} [${error.code}]`;
  return `replication ${number}/${replication} ${status} after ${seconds.toFixed(1)} s: ${end}`;
}
