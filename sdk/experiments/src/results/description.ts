import { ENGINE_VERSION } from '@disco-engine/kernel';
import type { Experiment } from '../definition/experiment.js';
import type { Placement, Scenario } from '@disco-engine/sdk';

/** What is said of an experiment in its results folder, as `experiment.json`: all that its results depend on, and how to run it again. */
export interface ExperimentDescription {
  readonly format: 1;
  readonly name: string;
  /** `module` is the path of the module that exports the experiment, `export` the name by which it does. */
  readonly model: { readonly name: string; readonly module: string; readonly export: string };
  readonly scenario: ScenarioDescription;
  readonly seed: number;
  readonly commonRandomNumbers: boolean;
  readonly antithetic: boolean;
  readonly duration: number;
  readonly warmup: number;
  readonly replications: number;
  /** By which a case ends before all replications are made. */
  readonly precision: Experiment['precision'];
  readonly cases: Experiment['cases'];
  readonly workers: number;
  readonly placement: Placement | null;
  readonly unit: string;
  readonly versions: { readonly engine: string; readonly node: string };
  /** A command line that runs it again. */
  readonly command: string;
}

export interface ScenarioDescription {
  readonly name: string;
  readonly vertices: number;
  readonly edges: number;
  readonly id: string | null;
  readonly version: number | null;
}

/** Where an experiment comes from. */
export interface ExperimentOrigin {
  /** Path of the module that exports it. */
  readonly module: string;
  /** The name by which it does. */
  readonly export: string;
  /** A command line that runs it again; empty where there is none. */
  readonly command: string;
}

export function describeExperiment(
  experiment: Experiment,
  scenario: Scenario,
  origin: ExperimentOrigin,
): ExperimentDescription {
  const {
    name,
    modelName,
    seed,
    commonRandomNumbers,
    antithetic,
    duration,
    warmup,
    replications,
    precision,
    cases,
    workers,
    placement,
    unit,
  } = experiment;
  return {
    format: 1,
    name,
    model: { name: modelName, module: origin.module, export: origin.export },
    scenario: describeScenario(scenario),
    seed,
    commonRandomNumbers,
    antithetic,
    duration,
    warmup,
    replications,
    precision,
    cases,
    workers,
    placement: placement ?? null,
    unit,
    versions: { engine: ENGINE_VERSION, node: process.version },
    command: origin.command,
  };
}

function describeScenario({ name, graph, stored }: Scenario): ScenarioDescription {
  const edges = graph.layerNames.reduce((sum, layer) => sum + graph.knownLayer(layer).targets.length, 0);
  return { name, vertices: graph.vertexCount, edges, id: stored?.id ?? null, version: stored?.version ?? null };
}

/** What must not differ where an experiment goes on in a folder; it may ask for more replications. */
const IDENTITY = [
  'format',
  'name',
  'scenario',
  'seed',
  'commonRandomNumbers',
  'antithetic',
  'duration',
  'warmup',
  'cases',
] as const;

/** The first thing in which two experiments differ such that their results do not go together, or undefined. */
export function difference(before: ExperimentDescription, now: ExperimentDescription): string | undefined {
  const texts = (value: unknown): string => JSON.stringify(value);
  if (before.model.name !== now.model.name) return `model was ${before.model.name}, and is ${now.model.name}`;
  const differs = IDENTITY.find((field) => texts(before[field]) !== texts(now[field]));
  return differs && `${differs} was ${texts(before[differs])}, and is ${texts(now[differs])}`;
}
