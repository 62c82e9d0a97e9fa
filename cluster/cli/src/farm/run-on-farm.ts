import { fetchResults, refuseFilled } from '@disco-engine/coordinator/farm';
import { Flags } from '../flags/flags.js';
import { readModuleFlag } from '../flags/module-flag.js';
import { storeOf } from '../flags/store-flag.js';
import { EXPERIMENT_FORM, FARM_RUN_FORM, ONE_RUN_FORM } from '../run/run-spec.js';
import { print, printErrorLines } from '../terminal/print.js';
import { readCoordinator, readPriority, withCoordinator } from '../flags/coordinator-flag.js';
import { FARM_MODEL_RUN_FORM } from '../run/farm-run-spec.js';
import { farmModel } from './farm-experiment.js';
import { findJob } from './find-job.js';
import { submitModel } from './submit-command.js';
import { watched } from './watched-job.js';

const FAILED = 1;
const INTERRUPTED = 130;

/** `disco run EXPERIMENT --coordinator URL`: submits, watches and fetches. @returns the exit code */
export async function runOnFarm(argv: readonly string[]): Promise<number> {
  const flags = new Flags(argv, FARM_RUN_FORM, [EXPERIMENT_FORM, FARM_MODEL_RUN_FORM, ONE_RUN_FORM]);
  const file = flags.argument(0);
  const module = await readModuleFlag(flags, 'EXPERIMENT', file, false);
  const url = readCoordinator(flags);
  const folder = flags.text('results') ?? 'results';
  const priority = readPriority(flags);
  flags.throwIfAny();
  const model = await farmModel(module, storeOf(flags));
  await refuseFilled(folder);
  return withCoordinator(url, async (coordinator) => {
    const command = `disco run ${file} --results ${folder}`;
    const id = await submitModel(coordinator, model, module, command, priority);
    if (!flags.has('json')) printErrorLines([`submitted job ${id} to ${coordinator.name}`]);
    const isDone = await watched(coordinator, id, flags.has('json'));
    if (!isDone) return INTERRUPTED;
    const status = await fetchResults(coordinator, await findJob(coordinator, id), folder);
    if (flags.has('json')) print(`${JSON.stringify({ job: id, status, results: folder })}\n`);
    else print(`${status}: wrote ${folder}; see 'disco results ${folder}'\n`);
    return status === 'FINISHED' ? 0 : FAILED;
  });
}
