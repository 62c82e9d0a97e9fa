import { isExperiment, isOptimisation, type Experiment } from '@disco-engine/experiments';
import { DiscoError, explore, Scenario } from '@disco-engine/sdk';
import type { ModuleFlag } from '../flags/module-flag.js';
import type { ScenarioFlag } from '../flags/scenario-flag.js';
import { withStore } from '../flags/store-flag.js';
import type { LoadedModel } from './load-model.js';
import { scenarioOf } from './load-scenario.js';
import { exportedNames, openModule } from './open-module.js';

/** What is to be placed on workers: a scenario and perhaps the model that runs on it. */
export interface Planned {
  readonly scenario: Scenario;
  /** Undefined if only `--model` can say. */
  readonly model: LoadedModel | undefined;
  /** Parameters of the first case of an experiment. */
  readonly parameters?: object;
}

/**
 * The scenario of a store or a module, or the model and scenario of an experiment or optimisation.
 *
 * @param store where scenarios are stored
 * @throws DiscoError `SCENARIO_FAILED` if the module provides none; as `ScenarioStore.load`
 */
export async function loadPlanned(flag: ScenarioFlag, store: string): Promise<Planned> {
  if (!('module' in flag)) {
    const { id, version } = flag;
    return { scenario: await withStore(flag.store, (open) => open.load(id, { version })), model: undefined };
  }
  const exported = await exportOf(flag.module);
  if (isOptimisation(exported)) return plannedBy(exported.experiment, store);
  if (isExperiment(exported)) return plannedBy(exported, store);
  return { scenario: await scenarioOf(flag.module, exported), model: undefined };
}

async function exportOf(flag: ModuleFlag): Promise<unknown> {
  const { path, export: name = 'default' } = flag;
  const module = await openModule(flag, 'SCENARIO_FAILED', 'the module');
  if (Object.hasOwn(module, name)) return module[name];
  throw new DiscoError(
    'SCENARIO_FAILED',
    `${path} exports no '${name}'; name an export, as in FILE#NAME. It exports: ${exportedNames(module)}`,
  );
}

async function plannedBy({ model, scenario, cases }: Experiment, store: string): Promise<Planned> {
  const loaded =
    typeof scenario === 'string'
      ? await withStore(store, (open) => open.load(scenario))
      : typeof scenario === 'function'
        ? await scenario()
        : scenario;
  return {
    scenario: loaded,
    model: { modelClass: model, specification: explore(model) },
    ...(cases[0] && { parameters: cases[0].parameters }),
  };
}
