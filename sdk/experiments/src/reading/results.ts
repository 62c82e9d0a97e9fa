import type { ChannelRecords } from '@disco-engine/sdk';
import type { ExperimentResults, RecordsKey } from '../figures/experiment-results.js';
import type { RunFacts } from '../figures/run-facts.js';
import type { ExperimentDescription } from '../results/experiment-schema.js';
import type { GraphDescription } from '../graph/graph-schema.js';
import type { OlderRun } from '../results/older-runs.js';

/** A results folder that has been read and found sound. */
export interface Results extends ExperimentResults {
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
  /**
   * Reads the records of a channel in one replication, the warm-up included, in the order in which they were made.
   *
   * @throws DiscoError `CHANNEL_UNKNOWN`; `RECORDS_MISSING` where none were kept, or there is no such replication; `PACKAGE_MISSING`
   * without `@duckdb/node-api`
   */
  records(of: RecordsKey): Promise<ChannelRecords>;
}
