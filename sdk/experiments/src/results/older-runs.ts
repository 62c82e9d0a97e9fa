import type { ResultsIdentity } from './identity-schema.js';
import type { ReplicationKey, ReplicationRecord } from './run-schema.js';

/** A replication of different code, or with a different scenario or defaults, than those after it. */
export interface OlderRun extends ReplicationKey {
  /** How it differs, in a line or two. */
  readonly differs: string;
}

/** The replications that have an earlier identity than the folder has now. */
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

/**
 * One sentence for each difference, with the number of replications that it applies to.
 *
 * @param all number of all replications, older or not
 */
export function olderNotes(older: readonly OlderRun[], all: number): string[] {
  const counts = new Map<string, number>();
  for (const { differs } of older) counts.set(differs, (counts.get(differs) ?? 0) + 1);
  const others = older.length === all ? 'the present code and settings' : 'the others';
  return [...counts].map(([differs, count]) => {
    const which = all === 1 ? 'the only replication' : `${count === all ? 'all' : `${count} of`} ${all} replications`;
    const [are, were] = count === 1 ? ['is', 'was'] : ['are', 'were'];
    return `${which} ${are} older than ${others} and ${were} kept (--keep): ${differs}`;
  });
}
