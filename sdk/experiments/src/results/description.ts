import { ENGINE_VERSION } from '@disco-engine/kernel';
import { storedValue } from '../fields/stored-value.js';
import type { Experiment } from '../definition/experiment.js';
import type { ExperimentResponse } from '../definition/response.js';
import type { Scenario } from '@disco-engine/sdk';
import type { ExperimentDescription, ScenarioDescription } from './experiment-schema.js';

/** Where an experiment comes from. */
export interface ExperimentOrigin {
  /** Path of the module that exports the experiment. */
  readonly module: string;
  /** Name of the export. */
  readonly export: string;
  /** A command line that runs the experiment again; empty if there is none. */
  readonly command: string;
  /**
   * Identifies the model's code, as returned by `modelCodeOf` of `@disco-engine/cluster`; results of different code are not continued.
   * Without it, changes to the model go unnoticed.
   */
  readonly code?: Readonly<Record<string, string>> | undefined;
  /**
   * Those files in `code` that only the experiment needs, not its model, as returned by `filesBesideModel` of `@disco-engine/cluster`. An
   * error says so if they have changed.
   */
  readonly besideModel?: readonly string[] | undefined;
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
    responses,
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
    responses: responses.map(described),
    cases,
    workers,
    placement: placement ?? null,
    unit,
    versions: { engine: ENGINE_VERSION, node: process.version },
    command: origin.command,
  };
}

function described(response: ExperimentResponse): ExperimentDescription['responses'][number] {
  const { sources: _, ...plain } = response;
  return plain;
}

function describeScenario({ name, graph, stored }: Scenario): ScenarioDescription {
  const edges = graph.layerNames.reduce((sum, layer) => sum + graph.knownLayer(layer).targets.length, 0);
  return { name, vertices: graph.vertexCount, edges, id: stored?.id ?? null, version: stored?.version ?? null };
}

/** Prepares a description for JSON. */
export function descriptionJson(description: ExperimentDescription): object {
  return {
    ...description,
    cases: description.cases.map(({ number, parameters, asked }) => ({
      number,
      parameters: storedValue(parameters),
      asked,
    })),
  };
}

/** Fields that must be equal to continue an experiment in a folder. The numbers of replications and cases may grow. */
const SAME = ['format', 'name', 'scenario', 'seed', 'commonRandomNumbers', 'antithetic', 'duration'] as const;

/** Whether any existing replications are not yet summarized with the wanted warm-up. */
export function warmupDiffers(before: ExperimentDescription, now: ExperimentDescription): boolean {
  return before.warmup !== now.warmup || before.summarising === true;
}

/**
 * The differences, apart from cases, that keep the results of two experiments from being combined.
 *
 * @param isSummarised whether existing results will be summarized again with the wanted warm-up
 */
export function descriptionDifferences(
  before: ExperimentDescription,
  now: ExperimentDescription,
  isSummarised: boolean,
): string[] {
  const texts = (value: unknown): string => JSON.stringify(value);
  const model =
    before.model.name === now.model.name ? [] : [`model was ${before.model.name} and is now ${now.model.name}`];
  const fields = SAME.filter((field) => texts(before[field]) !== texts(now[field]));
  const differences = fields.map((field) => `${field} was ${texts(before[field])} and is now ${texts(now[field])}`);
  const warmup =
    isSummarised || !warmupDiffers(before, now)
      ? []
      : [`warmup was ${before.warmup} and is now ${now.warmup}, but not all replications have kept their records`];
  return [...model, ...differences, ...warmup];
}
