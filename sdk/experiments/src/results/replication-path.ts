import type { ReplicationKey } from './run-schema.js';

/** Path of a replication within the results folder: `case-0002/replication-0017`. */
export function replicationPath({ case: number, replication }: ReplicationKey): string {
  return `case-${padded(number)}/replication-${padded(replication)}`;
}

/** Name of a replication in messages. */
export function replicationName({ case: number, replication }: ReplicationKey, cases: number): string {
  return cases === 1 ? `replication ${replication}` : `case ${number}, replication ${replication}`;
}

function padded(number: number): string {
  return String(number).padStart(4, '0');
}
