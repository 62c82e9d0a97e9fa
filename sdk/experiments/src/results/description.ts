import { ENGINE_VERSION } from '@disco-engine/kernel';
import type { Experiment } from '../definition/experiment.js';
import type { Scenario } from '@disco-engine/sdk';
import type { ExperimentDescription, ScenarioDescription } from './experiment-schema.js';

/** Where an experiment comes from. */
export interface ExperimentOrigin {
  /** Path of the module that exports it. */
  readonly module: string;
  /** The name by which it does. */
  readonly export: string;
  /** A command line that runs it again; empty where there is none. */
  readonly command: string;
  /**
   * Which code the model is, as `modelCodeOf` of `@disco-engine/cluster` tells; results of other code are not continued. Without it,
   * no change of the model is noticed.
   */
  readonly code?: Readonly<Record<string, string>> | undefined;
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
