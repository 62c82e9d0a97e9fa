import { ENGINE_VERSION } from '@disco-engine/kernel';
import { storedValue } from '../fields/stored-value.js';
import type { Experiment } from '../definition/experiment.js';
import type { ExperimentResponse } from '../definition/response.js';
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

function described({ name, kind, unit, text }: ExperimentResponse): ExperimentDescription['responses'][number] {
  return { name, kind, unit, text };
}

function describeScenario({ name, graph, stored }: Scenario): ScenarioDescription {
  const edges = graph.layerNames.reduce((sum, layer) => sum + graph.knownLayer(layer).targets.length, 0);
  return { name, vertices: graph.vertexCount, edges, id: stored?.id ?? null, version: stored?.version ?? null };
}

/** The same for JSON. */
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

/** What must not differ where an experiment goes on in a folder. It may ask for more replications and cases. */
const SAME = ['format', 'name', 'scenario', 'seed', 'commonRandomNumbers', 'antithetic', 'duration'] as const;

/** Whether what is there is not, or not wholly, summarized with the warm-up that is wanted. */
export function warmupDiffers(before: ExperimentDescription, now: ExperimentDescription): boolean {
  return before.warmup !== now.warmup || before.summarising === true;
}

/**
 * In what two experiments differ such that their results do not go together, cases apart.
 *
 * @param isSummarised whether what is there will have the warm-up that is wanted
 */
export function descriptionDifferences(
  before: ExperimentDescription,
  now: ExperimentDescription,
  isSummarised: boolean,
): string[] {
  const texts = (value: unknown): string => JSON.stringify(value);
  const model =
    before.model.name === now.model.name ? [] : [`model was ${before.model.name}, and is ${now.model.name}`];
  const fields = SAME.filter((field) => texts(before[field]) !== texts(now[field]));
  const differences = fields.map((field) => `${field} was ${texts(before[field])}, and is ${texts(now[field])}`);
  const warmup =
    isSummarised || !warmupDiffers(before, now)
      ? []
      : [`warmup was ${before.warmup}, and is ${now.warmup}, and not all replications have kept their records`];
  return [...model, ...differences, ...warmup];
}
