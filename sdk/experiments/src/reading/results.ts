import type { ExperimentDescription } from '../results/experiment-schema.js';
import type { GraphDescription } from '../graph/graph-schema.js';
import type { OlderRun } from '../results/older-runs.js';
import type { ReplicationRecord } from '../results/run-schema.js';

type Channel = ReplicationRecord['channels'][number];
/** What a channel has by its kind. */
type KindFields = 'shares' | 'counts' | 'edges' | 'means';

/** One channel of one replication, summarized after the warm-up. What its kind does not have is empty. */
export type ChannelFacts = Omit<Channel, KindFields> & Required<Pick<Channel, KindFields>>;

/** One replication that has ended, as `run.json` tells it. */
export interface RunFacts extends Omit<ReplicationRecord, 'channels' | 'log'> {
  readonly channels: readonly ChannelFacts[];
  /** Path of the file with its records; null where they were not kept. */
  readonly log: string | null;
}

/** A results folder that has been read and found sound. */
export interface Results {
  readonly experiment: ExperimentDescription;
  /** By case, then replication. */
  readonly runs: readonly RunFacts[];
  /** By case, how many replications the experiment asks for: fewer where its means are precise enough. */
  readonly asked: readonly number[];
  /** What is to be said of the precision that the experiment asks for; see `ExperimentProgress`. */
  readonly notes: readonly string[];
  /** Names of folders of replications that the experiment does not ask for. */
  readonly beyond: readonly string[];
  /** Of `runs`, those that were made by something else than is there now, and were kept (`--keep`). */
  readonly older: readonly OlderRun[];
  /** Undefined where the folder has none, as those of earlier versions. */
  readonly graph: GraphDescription | undefined;
}
