import { join } from 'node:path';
import { restoredValue, runReplication, type Experiment, type ReplicationRecord } from '@disco-engine/experiments';
import { DiscoError } from '@disco-engine/kernel';
import type { Assignment } from '../contract/assignment.js';
import type { Coordinator } from '../contract/coordinator.js';
import type { Subscription } from '../contract/hint.js';
import type { ResultDraft } from '../contract/job.js';
import { OF_A_HOST } from './errors-of-hosts.js';
import type { FarmDisk } from './farm-disk.js';
import { replicationCode } from './farm-model.js';
import { digestOf, parseReplications, type ReportedReplication, type WantedReplication } from './farm-messages.js';
import { followPause } from './follow-pause.js';
import type { LoadedModel } from './loaded-model.js';

type Models = ReadonlyMap<string, LoadedModel>;

export interface CarryOutOptions {
  /** Ends it. */
  readonly signal: AbortSignal;
  readonly onReplication?: ((record: ReplicationRecord) => void) | undefined;
  readonly disk: FarmDisk;
}

/**
 * Runs the replications of a job, one after another.
 *
 * @returns undefined if it was ended
 */
export async function carryOutReplications(
  coordinator: Coordinator,
  assignment: Assignment,
  models: Models,
  { signal, onReplication, disk }: CarryOutOptions,
): Promise<ResultDraft | undefined> {
  const folder = await disk.makeFolder('disco-farm-');
  try {
    const reported: ReportedReplication[] = [];
    const payload = parseReplications(assignment.payload);
    for (const key of payload.keys) {
      const record = await replicate(assignment, key, payload, models, folder, signal);
      if (record === undefined) break;
      onReplication?.(record);
      const { error } = record;
      if (error !== null && OF_A_HOST.has(error.code)) throw new DiscoError(error.code, error.message);
      const log = record.log === null ? null : await coordinator.put(await disk.read(join(folder, record.log)));
      reported.push({ record, log });
    }
    if (signal.aborted) return undefined;
    const artefacts = reported.flatMap(({ log }) => log ?? []);
    return { digest: digestOf(reported.map(({ record }) => record)), value: JSON.stringify(reported), artefacts };
  } finally {
    await disk.remove(folder);
  }
}

async function replicate(
  assignment: Assignment,
  { parameters, ...key }: WantedReplication,
  { model: name, scenario: hash }: { readonly model: string; readonly scenario: string },
  models: Models,
  folder: string,
  signal: AbortSignal,
): Promise<ReplicationRecord | undefined> {
  const loaded = models.get(name);
  if (loaded === undefined || replicationCode(loaded.model) !== assignment.code)
    throw new DiscoError(
      'PROGRAM_MISMATCH',
      `this host has no ${name} with the code that job ${assignment.job} requires`,
    );
  const experiment = withCase(loaded.model.experiment, key.case, parameters);
  const [scenario, workers] = [await loaded.scenario(hash), await loaded.workers()];
  let subscription: Subscription | undefined;
  try {
    return await runReplication(experiment, key, workers, {
      scenario,
      file: experiment.log.keep === 'summary' ? undefined : join(folder, 'log.parquet'),
      signal,
      onEpoch: () => undefined,
      onRun: (run) => {
        subscription = followPause(assignment, run);
      },
    });
  } finally {
    subscription?.unsubscribe();
  }
}

/** @param parameters those of a candidate of an optimisation, as they were sent */
function withCase(experiment: Experiment, number: number, parameters: WantedReplication['parameters']): Experiment {
  if (parameters === undefined) return experiment;
  const restored = Object.entries(parameters).map(([name, value]) => [name, restoredValue(value)] as const);
  const cases = [...experiment.cases];
  cases[number] = { number, parameters: Object.fromEntries(restored) };
  return { ...experiment, cases };
}
