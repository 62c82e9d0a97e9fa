import { mkdir, readdir, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import type { Experiment, ExperimentOrigin, Optimisation } from '@disco-engine/experiments';
import { DiscoError } from '@disco-engine/kernel';
import type { Scenario } from '@disco-engine/sdk';
import type { Coordinator } from '../contract/coordinator.js';
import type { Job } from '../contract/job.js';
import { EXPERIMENT, parseOutcome, type ExperimentOutcome, type ExperimentPayload } from './farm-messages.js';
import { experimentCode, scenarioHash } from './farm-model.js';
import { inTurns } from './in-turns.js';

/** An experiment or an optimisation to be run on a farm. */
export interface SubmittedExperiment {
  /** See `FarmModel`. */
  readonly model: string;
  readonly experiment: Experiment;
  readonly optimisation?: Optimisation | undefined;
  readonly scenario: Scenario;
  readonly code: Readonly<Record<string, string>>;
  /** Where it is submitted, for the description in its results. */
  readonly origin: ExperimentOrigin;
  /** Default: 0. */
  readonly priority?: number | undefined;
}

/** Queues an experiment or an optimisation. @returns the name of its job */
export async function submitExperiment(coordinator: Coordinator, submitted: SubmittedExperiment): Promise<string> {
  const { model, experiment, optimisation, scenario, code, priority, origin } = submitted;
  const { cases, replications, name } = experiment;
  const payload: ExperimentPayload = {
    model,
    name,
    scenario: scenarioHash(scenario),
    replications: optimisation?.budget ?? cases.reduce((sum, { asked = replications }) => sum + asked, 0),
    origin: { module: origin.module, export: origin.export, command: origin.command, code: { ...code } },
  };
  const required = experimentCode({ name: model, code });
  const request = { kind: EXPERIMENT, payload: JSON.stringify(payload), seats: 0, priority, code: required };
  const [id = ''] = await coordinator.submit([request]);
  return id;
}

/**
 * Writes the results folder of an experiment that has ended. Either all of it is there in the end, or nothing.
 *
 * @returns how the experiment has ended: `FINISHED`, or `FAILED` if replications have failed
 * @throws DiscoError `JOB_UNFINISHED` if it has not ended, or was canceled; `JOB_FAILED` with the reason if there are no results;
 *   `FOLDER_NOT_EMPTY` if the folder has files
 */
export async function fetchResults(coordinator: Coordinator, job: Job, folder: string): Promise<string> {
  const { status, files } = await outcomeOf(coordinator, job);
  const place = resolve(folder);
  await refuseFilled(place);
  const partial = join(dirname(place), `.partial-${job.id}`);
  try {
    await rm(partial, { recursive: true, force: true });
    await inTurns(files, async ({ path, hash }) => {
      const file = resolve(partial, path);
      if (!file.startsWith(partial + sep))
        throw new DiscoError('JOB_UNREADABLE', `job ${job.id} names a file outside of its folder: ${path}`);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, await coordinator.get(hash));
    });
    // An empty folder, unless something was written to it in the meantime.
    await rmdir(place).catch(ignoreMissing);
    await rename(partial, place);
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    throw error;
  }
  return status;
}

/** @throws DiscoError `FOLDER_NOT_EMPTY` */
export async function refuseFilled(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  if (names.length === 0) return;
  const message = `the folder ${folder} is not empty; name another one for the results`;
  throw new DiscoError('FOLDER_NOT_EMPTY', message, { file: folder });
}

function ignoreMissing(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
}

async function outcomeOf(coordinator: Coordinator, { id, state, error }: Job): Promise<ExperimentOutcome> {
  if (state === 'FAILED') throw new DiscoError('JOB_FAILED', `job ${id} failed: ${error ?? 'no reason is known'}`);
  const result = state === 'FINISHED' ? await coordinator.result(id) : undefined;
  if (result !== undefined) return parseOutcome(result.value);
  const message = `job ${id} has no results: it is ${state}; wait until it has finished`;
  throw new DiscoError('JOB_UNFINISHED', message);
}
