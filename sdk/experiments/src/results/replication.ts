import type { Place } from '@disco-engine/kernel';
import type { ChannelSummary } from '@disco-engine/sdk';

/** One replication of one case. */
export interface ReplicationKey {
  readonly case: number;
  readonly replication: number;
}

/** What came out of it, as `run.json` beside its log. */
export interface ReplicationRecord extends ReplicationKey {
  readonly status: 'FINISHED' | 'FAILED';
  /** Of the run: 16 hexadecimal digits; empty where it failed. */
  readonly digest: string;
  readonly epoch: number;
  readonly activations: number;
  readonly events: number;
  /** From its start to its end, by the clock. */
  readonly seconds: number;
  readonly workers: readonly WorkerTime[];
  /** What its nodes have logged, after the warm-up, in canonical order. */
  readonly channels: readonly ChannelSummary[];
  /** The file with the records, beside this one; null where there are none. */
  readonly log: typeof LOG_FILE | null;
  /** Why there are none, where the replication went on without them. */
  readonly logFailure: string | null;
  readonly error: { readonly code: string; readonly message: string; readonly place: Place } | null;
}

/** Name of the file with the records of a replication. */
export const LOG_FILE = 'log.parquet';

/** What a worker did with its time; milliseconds. */
export interface WorkerTime {
  readonly busy: number;
  /** Waiting for another worker. */
  readonly blocked: number;
  /** The port at which it waited longest. */
  readonly heldUpAt: string | null;
}

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
