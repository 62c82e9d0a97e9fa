import type { ResultsIdentity } from './identity-schema.js';
import type { ReplicationKey, ReplicationRecord } from './run-schema.js';

/** A replication that was made by other code, of another scenario or by other defaults than those after it. */
export interface OlderRun extends ReplicationKey {
  /** In what that differs, in a line or two. */
  readonly differs: string;
}

/** Those of some replications that were made before the identity that the folder has now. */
export function olderRuns(
  runs: readonly (ReplicationKey & Pick<ReplicationRecord, 'identity'>)[],
  identity: Pick<ResultsIdentity, 'older'> | undefined,
): OlderRun[] {
  const differs = new Map(identity?.older.map((older) => [older.number, older.differs]));
  return runs.flatMap(({ case: number, replication, identity: made = 0 }) => {
    const text = differs.get(made);
    return text === undefined ? [] : [{ case: number, replication, differs: text }];
  });
}

/** By what differs, how many of some replications that is said of: one sentence each. */
export function olderNotes(older: readonly OlderRun[]): string[] {
  const counts = new Map<string, number>();
  for (const { differs } of older) counts.set(differs, (counts.get(differs) ?? 0) + 1);
  return [...counts].map(([differs, count]) =>
    count === 1
      ? `1 replication is older than the others, and was kept though it is of something else: ${differs}`
      : `${count} replications are older than the others, and were kept though they are of something else: ${differs}`,
  );
}
