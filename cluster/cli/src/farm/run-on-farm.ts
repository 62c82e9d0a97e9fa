import type { Coordinator } from '@disco-engine/coordinator';
import { fetchResults, refuseFilled, type ExperimentStatusOnFarm } from '@disco-engine/coordinator/farm';
import { Flags } from '../flags/flags.js';
import { readModuleFlag } from '../flags/module-flag.js';
import { storeOf } from '../flags/store-flag.js';
import { EXPERIMENT_FORM, FARM_RUN_FORM, ONE_RUN_FORM } from '../run/run-spec.js';
import { interruptible } from '../terminal/interruptible.js';
import { print, printErrorLines } from '../terminal/print.js';
import { StatusLine } from '../terminal/status-line.js';
import { readCoordinator, readPriority, withCoordinator } from '../flags/coordinator-flag.js';
import { farmModel } from './farm-experiment.js';
import { findJob } from './find-job.js';
import { submitModel } from './submit-command.js';
import { watchStatus } from './watch-status.js';

const FAILED = 1;
const INTERRUPTED = 130;

/** `disco run EXPERIMENT --coordinator URL`: submits, watches and fetches. @returns the exit code */
export async function runOnFarm(argv: readonly string[]): Promise<number> {
  const flags = new Flags(argv, FARM_RUN_FORM, [EXPERIMENT_FORM, ONE_RUN_FORM]);
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

/** Shows the progress; Ctrl-C cancels the job. @returns whether it was not canceled here */
async function watched(coordinator: Coordinator, id: string, isSilent: boolean): Promise<boolean> {
  const line = new StatusLine(process.stderr);
  let told: readonly string[] = [];
  const show = ([one]: readonly ExperimentStatusOnFarm[]): void => {
    if (one === undefined || isSilent) return;
    line.show(() => progressText(one));
    for (const note of one.notes) if (!told.includes(note)) line.print(note);
    told = one.notes;
  };
  try {
    return await interruptible(
      async (signal) => {
        await watchStatus(coordinator, [id], signal, show);
        if (signal.aborted) await coordinator.order(id, 'cancel');
        return !signal.aborted;
      },
      () => line.end(),
    );
  } finally {
    line.end();
  }
}

function progressText({ finished, replications, running, queued }: ExperimentStatusOnFarm): string {
  return `${finished} of ${replications} replications, ${running} running, ${queued} queued`;
}
