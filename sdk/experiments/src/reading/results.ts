import type { ChannelRecords } from '@disco-engine/sdk';
import type { ExperimentResults, RecordsKey } from '../figures/experiment-results.js';
import type { RunFacts } from '../figures/run-facts.js';
import type { ExperimentDescription } from '../results/experiment-schema.js';
import type { GraphDescription } from '../graph/graph-schema.js';
import type { OlderRun } from '../results/older-runs.js';

/** The contents of a valid results folder. */
export interface Results extends ExperimentResults {
  readonly experiment: ExperimentDescription;
  /** By case, then replication. */
  readonly runs: readonly RunFacts[];
  /** Number of replications that the experiment needs of each case: fewer if its means are precise enough. */
  readonly asked: readonly number[];
  /** Notes on the required precision; see `ExperimentProgress`. */
  readonly notes: readonly string[];
  /** Names of folders of replications that the experiment does not ask for. */
  readonly beyond: readonly string[];
  /** The `runs` that were kept (`--keep`) although different code, data or defaults produced them. */
  readonly older: readonly OlderRun[];
  /** The model's value of each parameter that a case does not set; empty if the model has none, or in folders of earlier versions. */
  readonly defaults: Readonly<Record<string, unknown>>;
  /** Undefined if the folder has none, as in folders of earlier versions. */
  readonly graph: GraphDescription | undefined;
  /**
   * Reads the records of a channel in one replication, including the warm-up, in the order recorded.
   *
   * @throws DiscoError `CHANNEL_UNKNOWN`; `RECORDS_MISSING` if none were kept, or if there is no such replication; `PACKAGE_MISSING`
   *   without `@duckdb/node-api`
   */
  records(of: RecordsKey): Promise<ChannelRecords>;
}
