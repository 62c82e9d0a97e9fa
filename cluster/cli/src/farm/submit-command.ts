import type { Coordinator } from '@disco-engine/coordinator';
import { submitExperiment, type FarmModel } from '@disco-engine/coordinator/farm';
import { Flags } from '../flags/flags.js';
import { readModuleFlag, type ModuleFlag } from '../flags/module-flag.js';
import { storeOf } from '../flags/store-flag.js';
import { readCoordinator, readPriority, withCoordinator } from '../flags/coordinator-flag.js';
import { isOneRun, RUN_WITHOUT_FARM_FORM } from '../run/run-spec.js';
import { farmModel } from './farm-experiment.js';
import { SUBMIT_FORM } from './farm-specs.js';
import { SUBMIT_RUN_FORM } from '../run/farm-run-spec.js';
import { prepareRun, queueRun, readFarmRun } from './run-flags.js';

/** `disco submit`. */
export async function submit(argv: readonly string[]): Promise<string> {
  return isOneRun(argv, SUBMIT_FORM, SUBMIT_RUN_FORM) ? submitRunOf(argv) : submitExperimentOf(argv);
}

async function submitRunOf(argv: readonly string[]): Promise<string> {
  const flags = new Flags(argv, SUBMIT_RUN_FORM, [RUN_WITHOUT_FARM_FORM]);
  const run = await readFarmRun(flags);
  const url = readCoordinator(flags);
  flags.throwIfAny();
  const prepared = await prepareRun(run);
  const job = await withCoordinator(url, (coordinator) => queueRun(coordinator, run, prepared));
  return flags.has('json') ? `${JSON.stringify({ job })}\n` : `${job}\n`;
}

async function submitExperimentOf(argv: readonly string[]): Promise<string> {
  const flags = new Flags(argv, SUBMIT_FORM, [SUBMIT_RUN_FORM]);
  const module = await readModuleFlag(flags, 'EXPERIMENT', flags.argument(0), false);
  const url = readCoordinator(flags);
  const priority = readPriority(flags);
  flags.throwIfAny();
  const model = await farmModel(module, storeOf(flags));
  const command = `disco submit ${flags.argument(0)}`;
  const job = await withCoordinator(url, (coordinator) => submitModel(coordinator, model, module, command, priority));
  return flags.has('json') ? `${JSON.stringify({ job })}\n` : `${job}\n`;
}

/** @param command the command line that leads to the same results, for their description */
export async function submitModel(
  coordinator: Coordinator,
  { name, experiment, optimisation, code, scenario: load }: FarmModel,
  module: ModuleFlag,
  command: string,
  priority: number | undefined,
): Promise<string> {
  const origin = { module: module.path, export: module.export ?? 'default', command, code };
  const scenario = await load();
  return submitExperiment(coordinator, { model: name, experiment, optimisation, scenario, code, origin, priority });
}
