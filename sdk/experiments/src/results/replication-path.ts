import type { ReplicationKey } from './run-schema.js';

/** `case-0002/replication-0017`, below the results folder. */
export function replicationPath({ case: number, replication }: ReplicationKey): string {
  return `case-${padded(number)}/replication-${padded(replication)}`;
}

/** Names replications in messages. */
export function replicationName({ case: number, replication }: ReplicationKey, cases: number): string {
  return cases === 1 ? `replication ${replication}` : `case ${number}, replication ${replication}`;
}

function padded(number: number): string {
  return String(number).padStart(4, '0');
}
