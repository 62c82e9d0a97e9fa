import { DiscoError } from '@disco-engine/kernel';
import {
  drawsOf,
  readDescription,
  type Experiment,
  type ReplicationKey,
  type ScenarioDescription,
} from '@disco-engine/experiments';
import { Scenario, Simulation } from '@disco-engine/sdk';
import { withStore } from '../flags/store-flag.js';
import { loadExperiment } from './load-experiment.js';
import { moduleOf } from '../flags/module-flag.js';

/** One replication of a results folder, ready to be run again on this thread. */
export interface OpenReplication {
  readonly experiment: Experiment;
  readonly simulation: Simulation;
}

/**
 * Makes the simulation of a replication anew.
 *
 * @param store where scenarios are kept
 * @throws DiscoError `RESULTS_UNREADABLE`, `CASE_UNKNOWN`; as `loadExperiment`, `ScenarioStore.load` and `Simulation.create`
 */
export async function openReplication(folder: string, key: ReplicationKey, store: string): Promise<OpenReplication> {
  const { model, scenario } = await readDescription(folder);
  const experiment = await loadExperiment(moduleOf(model.module), model.export);
  const { cases } = experiment;
  const asked = cases[key.case];
  if (asked === undefined)
    throw new DiscoError(
      'CASE_UNKNOWN',
      `there is no case ${key.case} in ${folder}; there are ${cases.length}, from 0 on`,
    );
  const simulation = await Simulation.create(experiment.model, {
    scenario: await scenarioOf(experiment, scenario, store),
    parameters: asked.parameters,
    ...drawsOf(experiment, key),
  });
  return { experiment, simulation };
}

/** Of a store, the version that the results were made with. */
async function scenarioOf(
  { scenario }: Experiment,
  { version }: ScenarioDescription,
  store: string,
): Promise<Scenario> {
  if (scenario instanceof Scenario) return scenario;
  if (typeof scenario === 'function') return scenario();
  return withStore(store, (open) => open.load(scenario, { version: version ?? undefined }));
}
