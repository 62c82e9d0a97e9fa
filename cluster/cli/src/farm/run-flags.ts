import { packScenario, codeOf } from '@disco-engine/cluster';
import type { Coordinator } from '@disco-engine/coordinator';
import { submitRun } from '@disco-engine/coordinator/farm';
import type { RunSettings } from '@disco-engine/sdk';
import { readPriority } from '../flags/coordinator-flag.js';
import type { Flags } from '../flags/flags.js';
import { readModuleFlag, type ModuleFlag } from '../flags/module-flag.js';
import { readScenarioFlag, type ScenarioFlag } from '../flags/scenario-flag.js';
import { loadModel } from '../loading/load-model.js';
import { loadScenario } from '../loading/load-scenario.js';
import { readSettings } from '../run/run-settings.js';
import { runModelName } from './run-model.js';

/** A run of a model on a farm, as a command line asks for it. */
export interface FarmRunOptions {
  readonly model: ModuleFlag;
  readonly scenario: ScenarioFlag;
  readonly until: number;
  readonly settings: RunSettings;
  readonly warmup: number | undefined;
  readonly workers: number;
  readonly priority: number | undefined;
}

/** Reads what is to be run. Problems are added to those of the flags. */
export async function readFarmRun(flags: Flags): Promise<FarmRunOptions> {
  flags.required('until');
  return {
    model: await readModuleFlag(flags, '--model', flags.required('model'), true),
    scenario: await readScenarioFlag(flags, '--scenario', flags.required('scenario'), true),
    until: flags.number('until', 0, false) ?? 0,
    settings: await readSettings(flags),
    warmup: flags.number('warmup', 0, false),
    workers: flags.number('workers', 1, true) ?? 1,
    priority: readPriority(flags),
  };
}

/** What a run needs of this machine: the scenario as bytes, and the code of its model. */
export interface PreparedRun {
  readonly scenario: Uint8Array;
  readonly scenarioName: string;
  readonly code: Readonly<Record<string, string>>;
}

/** Loads model and scenario, so that mistakes are found before anything is queued. @throws as `loadModel` and `loadScenario` */
export async function prepareRun({ model, scenario: flag }: FarmRunOptions): Promise<PreparedRun> {
  await loadModel(model);
  const scenario = await loadScenario(flag);
  return { scenario: await packScenario(scenario), scenarioName: scenario.name, code: await codeOf(model.url) };
}

/** Queues a run. @returns the name of its job */
export async function queueRun(
  coordinator: Coordinator,
  { model, until, settings, warmup, workers, priority }: FarmRunOptions,
  prepared: PreparedRun,
): Promise<string> {
  const what = { model: runModelName(model), until, settings: { ...settings }, warmup, workers, priority };
  return submitRun(coordinator, { ...what, ...prepared });
}
