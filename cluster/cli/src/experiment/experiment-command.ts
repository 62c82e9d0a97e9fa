import { join } from 'node:path';
import { Cluster, modelCodeOf } from '@disco-engine/cluster';
import {
  experimentWith,
  isOptimisation,
  readCases,
  readDescription,
  replaceCases,
  ResultsFolder,
  runExperiment,
  type Experiment,
  type ExperimentDescription,
  type ExperimentProgress,
  type ReplicationWorkers,
} from '@disco-engine/experiments';
import { InvalidInputError, isDiscoError, type Problem } from '@disco-engine/kernel';
import { explore, Scenario } from '@disco-engine/sdk';
import { Flags } from '../flags/flags.js';
import { interruptible } from '../terminal/interruptible.js';
import { readModuleFlag } from '../flags/module-flag.js';
import { readShard } from '../flags/shard-flag.js';
import { storeOf, withStore } from '../flags/store-flag.js';
import { loadStudy } from './load-experiment.js';
import type { CarryingOut } from './carrying-out.js';
import { carryOutOptimisation } from './optimisation-command.js';
import { outcomeJson, outcomeLines, ownOf } from './outcome-text.js';
import { ExperimentDisplay } from './experiment-display.js';
import { FailureTraces } from './failure-traces.js';
import { resumingCommand } from './resuming-command.js';
import { print, printErrorLines, printLines } from '../terminal/print.js';
import { EXPERIMENT_FORM, ONE_RUN_FORM } from '../run/run-spec.js';

const FAILED = 1;
const INTERRUPTED = 130;

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
  flags.throwIfAny();
  const name = module.export ?? 'default';
  const study = await loadStudy(module, name);
  const loaded = isOptimisation(study) ? study.experiment : study;
  const casesFile = flags.text('cases');
  if (isOptimisation(study)) refuseForOptimisation(file, { shard, cases: casesFile });
  const cased = casesFile === undefined ? loaded : replaceCases(loaded, await readCases(loaded.model, casesFile));
  const experiment = { ...cased, portableMath: cased.portableMath || flags.has('portable-math') };
  const optimisation = isOptimisation(study) ? { ...study, experiment } : undefined;
  const scenario = await scenarioOf(experiment, flags);
  const command = `disco run ${file}${casesFile === undefined ? '' : ` --cases ${casesFile}`} --results ${folder}`;
  const code = await modelCodeOf(module.url, classesOf(experiment));
  const origin = { module: module.path, export: name, command, code };
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
  };
  try {
    if (optimisation !== undefined) return await carryOutOptimisation(optimisation, carryingOut);
    return await carryOut(experiment, carryingOut);
  } finally {
    await results.close();
    printErrorLines(traces.texts);
  }
}

/** Flags of experiments that an optimisation cannot have, because it decides what to run next. */
function refuseForOptimisation(file: string, given: Readonly<Record<string, unknown>>): void {
  const problems = Object.entries(given).flatMap(([name, value]): Problem[] => {
    if (value === undefined) return [];
    const message = `--${name} is for experiments, and ${file} is an optimisation, which decides what to run next; leave out --${name}`;
    return [{ code: 'OPTION_INVALID', message }];
  });
  if (problems.length > 0) throw new InvalidInputError('OPTIONS_INVALID', 'the command line', problems);
}

async function carryOut(experiment: Experiment, { options, folder, command, isJson }: CarryingOut): Promise<number> {
  const display = isJson ? undefined : new ExperimentDisplay(process.stderr, experiment);
  const show = (now: ExperimentProgress): void => display?.show({ ...now, replications: ownOf(now.replications) });
  let progress: ExperimentProgress;
  try {
    progress = await interruptible(
      (signal) => runExperiment(experiment, { ...options, signal, onProgress: show }),
      () => display?.interrupt(),
    );
  } finally {
    display?.end();
  }
  const older = options.results.older(progress.replications.flatMap(({ record }) => record ?? []));
  if (isJson) print(outcomeJson(progress, older, folder, options.shard));
  else printLines(outcomeLines(progress, older, folder, command, options.shard));
  if (progress.status === 'FAILED') return FAILED;
  return progress.status === 'CANCELED' ? INTERRUPTED : 0;
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
