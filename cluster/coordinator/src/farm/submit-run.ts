import { DiscoError } from '@disco-engine/kernel';
import type { Coordinator } from '../contract/coordinator.js';
import type { Job } from '../contract/job.js';
import { parseRunResult, RUN, type RunPayload } from './run-messages.js';
import { runCode } from './run-model.js';

/** A model to be run once on a farm. */
export interface SubmittedRun {
  /** See `RunModel`. */
  readonly model: string;
  readonly code: Readonly<Record<string, string>>;
  /** The scenario as bytes, which only the host that runs it reads. */
  readonly scenario: Uint8Array;
  readonly scenarioName: string;
  readonly until: number;
  /** Settings of the run, as plain data. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly warmup?: number | undefined;
  /** Number of members that begin with it. After a loss it goes on with as many as are left. */
  readonly workers: number;
  /** Default: 0. */
  readonly priority?: number | undefined;
}

/** Queues a run. @returns the name of its job */
export async function submitRun(coordinator: Coordinator, submitted: SubmittedRun): Promise<string> {
  const { model, code, scenarioName, until, settings, warmup, workers, priority } = submitted;
  const scenario = await coordinator.put(submitted.scenario);
  const payload: RunPayload = {
    model,
    scenario,
    scenarioName,
    until,
    settings,
    ...(warmup === undefined ? {} : { warmup }),
  };
  const [id = ''] = await coordinator.submit([
    {
      kind: RUN,
      payload: JSON.stringify(payload),
      code: runCode({ name: model, code }, settings['portableMath'] === true),
      seats: workers,
      leastSeats: 1,
      priority,
      artefacts: [scenario],
    },
  ]);
  return id;
}

/** Whether a job runs a model once. */
export function isRun({ kind }: Pick<Job, 'kind'>): boolean {
  return kind === RUN;
}

/**
 * The figures of a run that has ended, as the host that ran it has reported them.
 *
 * @throws DiscoError `JOB_UNFINISHED` if it has not ended, or was canceled; `JOB_FAILED` with the reason
 */
export async function runResult(
  coordinator: Coordinator,
  { id, state, error, attempt }: Job,
): Promise<Readonly<Record<string, unknown>>> {
  if (state === 'FAILED') throw new DiscoError('JOB_FAILED', `job ${id} failed: ${error ?? 'no reason is known'}`);
  const result = state === 'FINISHED' ? await coordinator.result(id) : undefined;
  if (result !== undefined) return { ...parseRunResult(result.value), attempts: attempt };
  const why = state === 'CANCELED' ? 'it was canceled; submit it again' : `it is ${state}; wait until it has finished`;
  throw new DiscoError('JOB_UNFINISHED', `job ${id} has no result: ${why}`);
}
