import { DiscoError, entryAt, InvalidInputError } from '@disco-engine/kernel';
import { explore, MemoryLog, Scenario, Simulation, type ChannelRecords, type ModelClass } from '@disco-engine/sdk';
import { parameterValues } from '@disco-engine/sdk/extensions';
import { drawsOf, experimentOf, SHARED_KEYS } from '../definition/define-experiment.js';
import type { Experiment, ExperimentOptions } from '../definition/experiment.js';
import type { KeysOf } from '../definition/known-keys.js';
import { experimentResults, type ExperimentResults, type RecordsKey } from '../figures/experiment-results.js';
import { runFacts } from '../figures/run-facts.js';
import { replicationName } from '../results/replication-path.js';
import type { ReplicationKey, ReplicationRecord } from '../results/run-schema.js';
import { evaluateResponses } from '../responses/evaluate.js';
import { quantilesOf, type RecordSource } from '../responses/read-quantiles.js';
import { finishedRecord } from './run-replication.js';
import { Schedule } from './schedule.js';

/** Options of `replicate`: those of an experiment, except for the ones that need a store or a folder. */
export interface ReplicateOptions extends Omit<ExperimentOptions, 'scenario' | 'log'> {
  /** A scenario, or a function that creates one. */
  readonly scenario: Scenario | (() => Scenario | PromiseLike<Scenario>);
  /**
   * Number of workers that share each replication, all on this thread. Default: 1. More workers give the same results, and are not
   * faster.
   */
  readonly workers?: number | undefined;
  /** Whether to keep all records in memory, for `records`, instead of only summaries. Default: false. */
  readonly records?: boolean | undefined;
  /** Aborting rejects with `RUN_ABORTED`. */
  readonly signal?: AbortSignal | undefined;
}

const OPTION_KEYS = { ...SHARED_KEYS, records: true, signal: true } satisfies KeysOf<ReplicateOptions>;

/** The results of `replicate`. */
export interface Replicated extends ExperimentResults {
  /** Notes on the required precision; see `ExperimentProgress`. */
  readonly notes: readonly string[];
  /**
   * The records of a channel in one replication, including the warm-up.
   *
   * @throws DiscoError `CHANNEL_UNKNOWN`; `RECORDS_MISSING` if none were kept, or if there is no such replication
   */
  records(of: RecordsKey): ChannelRecords;
}

/**
 * Replicates a model in this process, one replication at a time on this thread: for a program, a test or a web page. The draws, and
 * therefore the results, are bit for bit those of `disco run` for the same experiment.
 *
 * @throws InvalidInputError `EXPERIMENT_INVALID` with all problems; `MODEL_INVALID`; as `Simulation.create`
 * @throws DiscoError `REPLICATION_FAILED`, with the reason as its `cause`, as soon as one fails; `CHANNEL_UNKNOWN` if `precision` or a
 *   response refers to a channel that does not exist; `RESPONSE_INVALID`; `RUN_ABORTED` after the signal
 *
 * @example
 * const { cases } = await replicate(Shop, { scenario, parameters: { tills: [1, 2] }, duration: 365, warmup: 30, replications: 20 });
 * for (const one of cases) console.log(one.parameters, one.response('shop/Ulm/wait').mean);
 */
export async function replicate(model: ModelClass, options: ReplicateOptions): Promise<Replicated> {
  const { records: isKept = false, signal, ...rest } = options;
  const experiment = experimentOf(model, rest, OPTION_KEYS);
  const scenario = await scenarioOf(experiment);
  const schedule = new Schedule(experiment, () => undefined);
  const logs = new Map<string, MemoryLog>();
  for (let next = schedule.next(); next !== undefined; next = schedule.next()) {
    // Responses may use quantiles, which need the records of their replication.
    const log = isKept || experiment.responses.length > 0 ? new MemoryLog() : undefined;
    if (isKept && log !== undefined) logs.set(textOf(next), log);
    const record = await runHere(experiment, next, { scenario, log, signal });
    schedule.end(await evaluated(experiment, record, log));
  }
  const { replications, notes } = schedule.progress;
  const runs = replications.flatMap(({ record }) => (record === undefined ? [] : [runFacts(record, null)]));
  const asked = experiment.cases.map(({ number }) => replications.filter((one) => one.case === number).length);
  return {
    ...experimentResults({ experiment, runs, asked }),
    notes,
    records({ node, name, ...key }) {
      const log = logs.get(textOf(key));
      if (log === undefined) throw noRecords(key, isKept);
      return log.records(node, name);
    },
  };
}

/**
 * Runs one replication on this thread.
 *
 * @throws DiscoError `REPLICATION_FAILED`, with the reason as its `cause`; `RUN_ABORTED` after the signal
 * @throws InvalidInputError as `Simulation.create`
 */
export async function runHere(
  experiment: Experiment,
  key: ReplicationKey,
  { scenario, log, signal }: { scenario: Scenario; log: MemoryLog | undefined; signal: AbortSignal | undefined },
): Promise<ReplicationRecord> {
  const { model, duration, warmup, cases, workers, placement, portableMath } = experiment;
  const began = performance.now();
  try {
    const { parameters } = entryAt(cases, key.case);
    const settings = { ...drawsOf(experiment, key), parameters, workers, placement, portableMath };
    const sinks = log === undefined ? [] : [log];
    const simulation = await Simulation.create(model, { ...settings, scenario, log: { sinks, warmup } });
    try {
      await simulation.run({ until: duration, signal });
      return recordOf(simulation, key, (performance.now() - began) / 1000);
    } finally {
      await simulation.dispose();
    }
  } catch (error) {
    // Invalid input is invalid in every replication.
    if (error instanceof InvalidInputError || (error instanceof DiscoError && error.code === 'RUN_ABORTED'))
      throw error;
    throw failed(key, experiment, error);
  }
}

function recordOf(simulation: Simulation, key: ReplicationKey, seconds: number): ReplicationRecord {
  const { digest, epoch, activationCount: activations, eventCount: events, exchangeReports } = simulation;
  const perWorker = exchangeReports.map((exchange) => ({ exchange }));
  const log = { channels: simulation.summaries() };
  return finishedRecord(key, { digest, epoch, activations, events, perWorker, log }, seconds);
}

/**
 * Adds the responses to the record of a replication.
 *
 * @param log its records; without them quantiles are missing
 * @throws DiscoError `CHANNEL_UNKNOWN`, `RESPONSE_INVALID`
 */
export async function evaluated(
  { model, cases, responses: declared, duration, warmup }: Experiment,
  record: ReplicationRecord,
  log: MemoryLog | undefined,
): Promise<ReplicationRecord> {
  if (declared.length === 0) return record;
  const parameters = parameterValues(explore(model), entryAt(cases, record.case).parameters);
  const replication = { channels: record.channels, parameters, duration: duration - warmup };
  const read = log && quantilesOf(recordsOf(log), warmup, duration);
  const { responses } = await evaluateResponses(declared, replication, {}, read);
  return { ...record, responses };
}

function recordsOf(log: MemoryLog): RecordSource {
  return async (channels, visit) => {
    for (const [number, { node, name }] of channels.entries()) {
      const { epochs, values } = log.records(node, name);
      epochs.forEach((epoch, at) => visit(number, epoch, values[at] ?? NaN));
    }
  };
}

async function scenarioOf({ name, scenario }: Experiment): Promise<Scenario> {
  if (scenario instanceof Scenario) return scenario;
  if (typeof scenario === 'function') return scenario();
  const message = `scenario is ${JSON.stringify(scenario)}; give a Scenario; load one from a store with openStore of @disco-engine/data`;
  throw new InvalidInputError('EXPERIMENT_INVALID', `experiment '${name}'`, [{ code: 'ARGUMENT_INVALID', message }]);
}

function failed({ case: number, replication }: ReplicationKey, { cases }: Experiment, cause: unknown): DiscoError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const place = cause instanceof DiscoError ? cause.place : {};
  const name = replicationName({ case: number, replication }, cases.length);
  return new DiscoError('REPLICATION_FAILED', `${name} has failed: ${reason}`, place, { cause });
}

function noRecords(key: ReplicationKey, isKept: boolean): DiscoError {
  const why = isKept
    ? `there is no replication ${key.replication} of case ${key.case}`
    : 'no records were kept; call replicate with records: true';
  return new DiscoError('RECORDS_MISSING', why);
}

function textOf({ case: number, replication }: ReplicationKey): string {
  return `${number}/${replication}`;
}
