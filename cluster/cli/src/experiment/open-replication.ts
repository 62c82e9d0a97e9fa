import { DiscoError, printable } from '@disco-engine/kernel';
import {
  drawsOf,
  readDescription,
  type Experiment,
  type ExperimentDescription,
  type ReplicationKey,
  type ScenarioDescription,
} from '@disco-engine/experiments';
import { Scenario, Simulation, type ChannelSummary } from '@disco-engine/sdk';
import { withStore } from '../flags/store-flag.js';
import { loadExperiment } from './load-experiment.js';
import type { ModuleFlag } from '../flags/module-flag.js';
import { SummaryLog } from './summary-log.js';

/** One replication of a results folder, ready to run again on this thread. */
export interface OpenReplication {
  readonly duration: number;
  readonly simulation: Simulation;
  /** Summaries of what its nodes have logged so far, after the warm-up of the results. */
  readonly summaries: () => readonly ChannelSummary[];
}

/**
 * Recreates the simulation of a replication, with code that the user has named, and no other.
 *
 * @param named the module of `--experiment`, if given
 * @param store where scenarios are stored
 * @throws DiscoError `MODULE_UNNAMED`, `RESULTS_UNREADABLE`, `CASE_UNKNOWN`; as `loadExperiment`, `ScenarioStore.load` and
 * `Simulation.create`
 */
export async function openReplication(
  folder: string,
  key: ReplicationKey,
  named: ModuleFlag | undefined,
  store: string,
): Promise<OpenReplication> {
  const { model, scenario, cases, warmup, duration } = await readDescription(folder);
  if (named === undefined) throw unnamed(folder, model);
  const experiment = await loadExperiment(named, named.export ?? model.export);
  // By its number in the folder.
  const asked = cases[key.case];
  if (asked === undefined)
    throw new DiscoError('CASE_UNKNOWN', `${folder} has no case ${key.case}; its cases are 0 to ${cases.length - 1}`);
  const log = new SummaryLog();
  const simulation = await Simulation.create(experiment.model, {
    scenario: await scenarioOf(experiment, scenario, store),
    parameters: asked.parameters,
    ...drawsOf(experiment, key),
    log: { sinks: [log], warmup },
  });
  return { duration, simulation, summaries: () => log.summaries };
}

function unnamed(folder: string, { module, export: name }: ExperimentDescription['model']): DiscoError {
  const target = name === 'default' ? module : `${module}#${name}`;
  const message =
    `the results in ${folder} come from ${printable(target)}, and running them again executes that code; ` +
    `if you trust it, add: --experiment '${printable(target)}'`;
  return new DiscoError('MODULE_UNNAMED', message, { file: folder });
}

/** From a store, the version that the results were made with. */
async function scenarioOf(
  { scenario }: Experiment,
  { version }: ScenarioDescription,
  store: string,
): Promise<Scenario> {
  if (scenario instanceof Scenario) return scenario;
  if (typeof scenario === 'function') return scenario();
  return withStore(store, (open) => open.load(scenario, { version: version ?? undefined }));
}
