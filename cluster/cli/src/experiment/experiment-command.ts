import { join } from 'node:path';
import { Cluster, filesBesideModel, modelCodeOf } from '@disco-engine/cluster';
import {
  experimentWith,
  isOptimisation,
  readCases,
  readDescription,
  replaceCases,
  ResultsFolder,
  type Experiment,
  type ExperimentDescription,
  type ReplicationWorkers,
} from '@disco-engine/experiments';
import { isDiscoError } from '@disco-engine/kernel';
import { explore, Scenario } from '@disco-engine/sdk';
import { Flags } from '../flags/flags.js';
import { readModuleFlag } from '../flags/module-flag.js';
import { readServed } from '../flags/http-flags.js';
import { readShard } from '../flags/shard-flag.js';
import { readTrust } from '../flags/trust-flags.js';
import { storeOf, withStore } from '../flags/store-flag.js';
import { loadStudy } from './load-experiment.js';
import type { CarryingOut } from './carrying-out.js';
import { carryOutExperiment } from './carry-out-experiment.js';
import { carryOutOptimisation } from './optimisation-command.js';
import { FailureTraces } from './failure-traces.js';
import { resumingCommand } from './resuming-command.js';
import { printErrorLines } from '../terminal/print.js';
import { EXPERIMENT_FORM, ONE_RUN_FORM } from '../run/run-spec.js';

/** `disco run EXPERIMENT`: runs the replications that its results folder lacks. */
export async function runExperimentFile(argv: readonly string[]): Promise<number> {
  const flags = new Flags(argv, EXPERIMENT_FORM, [ONE_RUN_FORM]);
  const file = flags.argument(0);
  const module = await readModuleFlag(flags, 'EXPERIMENT', file, false);
  const folder = flags.text('results') ?? 'results';
  const cores = flags.number('workers', 1, true);
  if (flags.has('fresh') && flags.has('keep'))
    flags.refuse('OPTION_INVALID', '--fresh and --keep exclude each other; give only one');
  const shard = readShard(flags);
  const existing = flags.has('fresh') ? 'fresh' : flags.has('keep') ? 'keep' : undefined;
  const served = await readServed(flags, await readTrust(flags));
  flags.throwIfAny();
  const name = module.export ?? 'default';
  const study = await loadStudy(module, name);
  const loaded = isOptimisation(study) ? study.experiment : study;
  if (isOptimisation(study)) refuseForOptimisations(flags, file);
  const casesFile = flags.text('cases');
  const cased = casesFile === undefined ? loaded : replaceCases(loaded, await readCases(loaded.model, casesFile));
  const experiment = { ...cased, portableMath: cased.portableMath || flags.has('portable-math') };
  const optimisation = isOptimisation(study) ? { ...study, experiment } : undefined;
  const scenario = await scenarioOf(experiment, flags);
  const command = `disco run ${file}${casesFile === undefined ? '' : ` --cases ${casesFile}`} --results ${folder}`;
  const classes = classesOf(experiment);
  const code = await modelCodeOf(module.url, classes);
  const besideModel = await filesBesideModel(module.url, classes);
  const origin = { module: module.path, export: name, command, code, besideModel };
  const asked =
    optimisation === undefined
      ? experiment
      : experimentWith(optimisation, existing === 'fresh' ? undefined : await descriptionOf(folder));
  const results = await ResultsFolder.open(folder, asked, scenario, origin, {
    existing,
    shared: shard !== undefined,
  });
  const traces = new FailureTraces();
  const launch = async (workers: number): Promise<ReplicationWorkers> => {
    const cluster = await Cluster.launch({ workers, model: { module: new URL(module.url), export: name } });
    return flags.has('debug') ? traces.of(cluster) : cluster;
  };
  const carryingOut: CarryingOut = {
    options: {
      scenario,
      results,
      launch,
      shard,
      side: cores === undefined ? undefined : Math.max(1, Math.floor(cores / experiment.workers)),
    },
    folder: join(folder),
    command: resumingCommand(file, folder, flags, shard),
    isJson: flags.has('json'),
    served,
  };
  try {
    if (optimisation !== undefined) return await carryOutOptimisation(optimisation, carryingOut);
    return await carryOutExperiment(experiment, carryingOut);
  } finally {
    await results.close();
    printErrorLines(traces.texts);
  }
}

/** @throws InvalidInputError `OPTIONS_INVALID` */
function refuseForOptimisations(flags: Flags, file: string): void {
  for (const name of ['cases', 'shard', 'watch', 'watch-port', 'metrics'])
    if (flags.has(name))
      flags.refuse(
        'OPTION_INVALID',
        `--${name} is for experiments, and ${file} is an optimisation, which decides what to run next; leave out --${name}`,
      );
  flags.throwIfAny();
}

/** Undefined if the folder has none that can be read; opening the folder then reports why. */
async function descriptionOf(folder: string): Promise<ExperimentDescription | undefined> {
  try {
    return await readDescription(folder);
  } catch (error) {
    if (isDiscoError(error, 'RESULTS_UNREADABLE')) return undefined;
    throw error;
  }
}

/** All classes that a model is made of. */
function classesOf({ model }: Experiment): Parameters<typeof modelCodeOf>[1] {
  const { nodeTypes, parameters, parameterClasses = parameters === undefined ? [] : [parameters] } = explore(model);
  return [model, ...nodeTypes.map(({ nodeClass }) => nodeClass), ...parameterClasses];
}

async function scenarioOf({ scenario }: Experiment, flags: Flags): Promise<Scenario> {
  if (scenario instanceof Scenario) return scenario;
  if (typeof scenario === 'function') return scenario();
  return withStore(storeOf(flags), (store) => store.load(scenario));
}
