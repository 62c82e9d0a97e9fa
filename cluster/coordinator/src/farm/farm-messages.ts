import { parseRecord, type ReplicationKey, type ReplicationRecord } from '@disco-engine/experiments';
import { DiscoError } from '@disco-engine/kernel';
import * as v from 'valibot';
import { sha256 } from './farm-model.js';

/** Kinds of jobs of a farm. An experiment may be an optimisation. */
export const EXPERIMENT = 'experiment';
export const REPLICATIONS = 'replications';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const texts = v.record(v.string(), v.string());

const experiment = v.object({
  /** The name of its model; see `FarmModel`. */
  model: v.string(),
  /** Name of the experiment, for lists. */
  name: v.string(),
  /** Hash of the data of its scenario. */
  scenario: v.string(),
  /** Most replications that it can take. */
  replications: count,
  /** Where it was submitted, for the description in the results. */
  origin: v.object({ module: v.string(), export: v.string(), command: v.string(), code: texts }),
});

/** The payload of an experiment. */
export type ExperimentPayload = v.InferOutput<typeof experiment>;

const replications = v.object({
  model: v.string(),
  scenario: v.string(),
  keys: v.array(
    v.object({
      case: count,
      replication: count,
      /** The values of a candidate of an optimisation, as `storedValue` gives them: only the leader knows its cases. */
      parameters: v.optional(v.record(v.string(), v.unknown())),
    }),
  ),
});

/** A replication to run, as a job names it. */
export type WantedReplication = v.InferOutput<typeof replications>['keys'][number];

/** The payload of a job that runs some replications. */
export type ReplicationsPayload = v.InferOutput<typeof replications>;

const outcome = v.object({
  status: v.string(),
  files: v.array(v.object({ path: v.string(), hash: v.string() })),
});

/** The result of an experiment: the files of its results folder, as artefacts. */
export type ExperimentOutcome = v.InferOutput<typeof outcome>;

/** A replication as a worker reports it. */
export interface ReportedReplication {
  readonly record: ReplicationRecord;
  /** The artefact with its log; null without one. */
  readonly log: string | null;
}

const reported = v.array(v.object({ record: v.unknown(), log: v.nullable(v.string()) }));

export function parseExperiment(text: string): ExperimentPayload {
  return parsed(experiment, text, 'an experiment');
}

export function parseReplications(text: string): ReplicationsPayload {
  return parsed(replications, text, 'replications');
}

export function parseOutcome(text: string): ExperimentOutcome {
  return parsed(outcome, text, 'the outcome of an experiment');
}

export function parseReported(text: string): readonly ReportedReplication[] {
  return parsed(reported, text, 'reported replications').map(({ record, log }) => ({
    record: parseRecord(record),
    log,
  }));
}

/** Everything in a record that must be the same wherever the replication runs, and however often. */
export function digestOf(records: readonly ReplicationRecord[]): string {
  const same = records.map(({ seconds: _seconds, workers: _workers, logFailure: _failure, ...rest }) => rest);
  return sha256(JSON.stringify(same));
}

export function keyText({ case: number, replication }: ReplicationKey): string {
  return `${number}/${replication}`;
}

/** @throws DiscoError `JOB_UNREADABLE` */
export function parsed<Output>(schema: v.GenericSchema<unknown, Output>, text: string, what: string): Output {
  try {
    return v.parse(schema, JSON.parse(text));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const message = `a job of the coordinator does not describe ${what}: ${reason}; submit it with this version of the engine`;
    throw new DiscoError('JOB_UNREADABLE', message, {}, { cause });
  }
}
