import { InvalidInputError } from '@disco-engine/kernel';
import { explore } from '@disco-engine/sdk';
import { parameterValues } from '@disco-engine/sdk/extensions';
import type { Experiment, ExperimentCase } from '../../definition/experiment.js';
import { valueText } from '../../fields/stored-value.js';
import { spaceOf } from '../definition/define-optimisation.js';
import type { ExperimentDescription } from '../../results/experiment-schema.js';
import type { Optimisation } from '../definition/optimisation.js';

type Parameters = Readonly<Record<string, unknown>>;

/** The cases of a results folder, looked up by all their parameters. */
export class CandidateCases {
  readonly #cases: ExperimentCase[];
  readonly #numbers: Map<string, number>;
  /** Initially true, because the folder is opened without its goal. */
  #isChanged = true;

  constructor(
    private readonly optimisation: Optimisation,
    cases: readonly ExperimentCase[],
  ) {
    this.#cases = [...cases];
    this.#numbers = new Map(cases.map(({ number, parameters }) => [this.#textOf(parameters), number]));
  }

  get all(): readonly ExperimentCase[] {
    return this.#cases;
  }

  /** Requests at least this many replications of a candidate. @returns its case number: that of an existing case, or the next one */
  ask(parameters: Parameters, replications: number): number {
    const text = this.#textOf(parameters);
    const number = this.#numbers.get(text) ?? this.#cases.length;
    this.#numbers.set(text, number);
    const before = this.#cases[number]?.asked ?? -1;
    this.#isChanged ||= before < replications;
    this.#cases[number] = { number, parameters, asked: Math.max(before, replications) };
    return number;
  }

  /** All cases, if more has been requested since the last call. */
  changed(): readonly ExperimentCase[] | undefined {
    const changed = this.#isChanged ? [...this.#cases] : undefined;
    this.#isChanged = false;
    return changed;
  }

  #textOf(parameters: Parameters): string {
    return textOf(this.optimisation, parameters);
  }
}

/**
 * The experiment to open a results folder with: the candidates that the folder already has, and the initial candidates of the search. It
 * leaves out cases of the folder that are not candidates, so that the folder is rejected.
 *
 * @param description description of the folder; undefined if it is new
 */
export function experimentWith(
  optimisation: Optimisation,
  description: Pick<ExperimentDescription, 'cases' | 'replications'> | undefined,
): Experiment {
  const { experiment } = optimisation;
  const cases = new CandidateCases(optimisation, []);
  for (const { parameters, asked = description?.replications ?? 0 } of description?.cases ?? [])
    if (isCandidate(optimisation, parameters)) cases.ask(parameters, asked);
  for (const { parameters } of experiment.cases) cases.ask(parameters, 0);
  const replications = cases.all.reduce((most, { asked = 0 }) => Math.max(most, asked), experiment.replications);
  return { ...experiment, cases: cases.all, replications };
}

/** Whether an optimisation can reach a case, apart from its constraints, which may have changed since. */
function isCandidate(optimisation: Optimisation, parameters: Parameters): boolean {
  const { dimensions } = spaceOf(optimisation);
  const isPossible = dimensions.every(({ name, values }) =>
    values.some((value) => valueText(value) === valueText(parameters[name])),
  );
  const own = Object.fromEntries(dimensions.map(({ name }) => [name, parameters[name]]));
  if (!isPossible) return false;
  try {
    return textOf(optimisation, { ...optimisation.parameters, ...own }) === textOf(optimisation, parameters);
  } catch (error) {
    // The case has parameters that the model no longer has.
    if (error instanceof InvalidInputError) return false;
    throw error;
  }
}

/** A canonical text of parameters, with or without defaults. */
function textOf({ model }: Optimisation, parameters: Parameters): string {
  return valueText({ ...parameterValues(explore(model), parameters) });
}
