import { entryAt } from '@disco-engine/kernel';
import type { Experiment } from '../definition/experiment.js';
import { ExperimentRun, type ExperimentRunOptions } from './experiment-run.js';
import type { ExperimentProgress } from './progress.js';
import type { ReplicationRecord } from '../results/run-schema.js';
import type { ResultsFolder } from '../results/results-folder.js';
import { checkShard } from './shard.js';
import { Schedule } from './schedule.js';

/**
 * Runs the replications of an experiment that its results folder lacks, including those that failed earlier. A failing replication does
 * not stop the others.
 *
 * @returns the final progress
 * @throws as `ExperimentRun.finished`
 */
export async function runExperiment(
  experiment: Experiment,
  options: ExperimentRunOptions,
): Promise<ExperimentProgress> {
  const run = await startExperiment(experiment, options);
  return run.finished;
}

/**
 * Starts an experiment as `runExperiment` does, for programs that pause and resume it.
 *
 * @throws DiscoError `CHANNEL_UNKNOWN` if `precision` names a channel that does not exist or has no mean
 * @throws InvalidInputError `EXPERIMENT_INVALID` for an impossible `shard`, or one in a folder that is not open as `shared`
 *
 * @example
 * const run = await startExperiment(experiment, { scenario, results, module });
 * await run.pause();
 * await run.resume();
 * console.log((await run.finished).status);
 */
export async function startExperiment(experiment: Experiment, options: ExperimentRunOptions): Promise<ExperimentRun> {
  const { results, shard } = options;
  const isShared = results.sharing !== undefined;
  if (shard !== undefined) checkShard(shard, isShared);
  // Uses the case numbers of the folder, which may list the cases in a different order.
  const numbered = { ...experiment, cases: results.cases };
  const known = await readRecords(numbered, results);
  const schedule = new Schedule(
    numbered,
    ({ case: number, replication }) => entryAt(known, number)[replication],
    shard,
    isShared,
  );
  return new ExperimentRun(numbered, schedule, options);
}

/** The records in the results folder, by case and replication. */
async function readRecords(
  { cases, replications }: Experiment,
  results: ResultsFolder,
): Promise<(ReplicationRecord | undefined)[][]> {
  const all: (ReplicationRecord | undefined)[][] = [];
  for (const { number, asked = replications } of cases) {
    const own: (ReplicationRecord | undefined)[] = [];
    for (let replication = 0; replication < asked; replication++)
      own.push(await results.record({ case: number, replication }));
    all.push(own);
  }
  return all;
}
