import { InvalidInputError, type Problem } from '@disco-engine/kernel';

/** One of several processes that share the replications of an experiment: shard 3 of 16 has `index` 3 and `count` 16. */
export interface Shard {
  /** From 1 to `count`. */
  readonly index: number;
  /** Number of shards, at least 1. */
  readonly count: number;
}

/** Whether a replication belongs to a shard. @param position of the replication among all of the experiment, from 0 */
export function isInShard({ index, count }: Shard, position: number): boolean {
  return position % count === index - 1;
}

/**
 * @param isShared whether its results folder is open to other processes
 * @throws InvalidInputError `EXPERIMENT_INVALID`
 */
export function checkShard({ index, count }: Shard, isShared: boolean): void {
  const problems: Problem[] = [];
  const refuse = (message: string): void => void problems.push({ code: 'ARGUMENT_INVALID', message });
  if (!(Number.isSafeInteger(count) && count >= 1)) refuse(`count is ${count}; give a whole number of at least 1`);
  else if (!(Number.isSafeInteger(index) && index >= 1 && index <= count))
    refuse(`index is ${index}; give a whole number from 1 to ${count}`);
  if (!isShared) refuse("its results folder is open for this process alone; open it with 'shared: true'");
  if (problems.length > 0) throw new InvalidInputError('EXPERIMENT_INVALID', 'the shard', problems);
}
