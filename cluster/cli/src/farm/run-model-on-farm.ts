import { DiscoError } from '@disco-engine/kernel';
import { readCoordinator, withCoordinator } from '../flags/coordinator-flag.js';
import { Flags } from '../flags/flags.js';
import { EXPERIMENT_FORM, FARM_RUN_FORM, RUN_WITHOUT_FARM_FORM } from '../run/run-spec.js';
import { printErrorLines } from '../terminal/print.js';
import type { Line } from '../terminal/styled.js';
import { FARM_MODEL_RUN_FORM } from '../run/farm-run-spec.js';
import { findJob } from './find-job.js';
import { prepareRun, queueRun, readFarmRun } from './run-flags.js';
import { runOutcome } from './run-outcome.js';
import { watched } from './watched-job.js';

/** `disco run --model … --coordinator URL`: submits, watches, and prints the result. */
export async function runModelOnFarm(argv: readonly string[]): Promise<string | Line[]> {
  const flags = new Flags(argv, FARM_MODEL_RUN_FORM, [RUN_WITHOUT_FARM_FORM, FARM_RUN_FORM, EXPERIMENT_FORM]);
  const run = await readFarmRun(flags);
  const url = readCoordinator(flags);
  flags.throwIfAny();
  const prepared = await prepareRun(run);
  return withCoordinator(url, async (coordinator) => {
    const id = await queueRun(coordinator, run, prepared);
    if (!flags.has('json')) printErrorLines([`submitted job ${id} to ${coordinator.name}`]);
    const isDone = await watched(coordinator, id, flags.has('json'));
    if (!isDone) throw new DiscoError('RUN_ABORTED', `job ${id} was canceled`);
    return runOutcome(coordinator, await findJob(coordinator, id), flags.has('json'));
  });
}
