import { DiscoError, InvalidInputError, type Problem, shownValue } from '@disco-engine/kernel';
import { explore, type ModelClass } from '@disco-engine/sdk';
import { experimentOf, EXPERIMENT_KEYS } from '../../definition/define-experiment.js';
import type { Experiment } from '../../definition/experiment.js';
import { keyProblems, nearHint, type KeysOf } from '../../definition/known-keys.js';
import type { ResponseDefinition } from '../../definition/response.js';
import { Space, type Constraint, type Point } from '../search/space.js';
import { startingPoints } from '../search/starting-points.js';
import { dimensionOf, variableProblems } from '../search/variables.js';
import {
  objectiveName,
  type Objective,
  type Optimisation,
  type OptimisationOptions,
  type Variables,
} from './optimisation.js';

const OPTION_KEYS = {
  name: true,
  scenario: true,
  duration: true,
  warmup: true,
  variables: true,
  parameters: true,
  responses: true,
  minimise: true,
  maximise: true,
  constraints: true,
  budget: true,
  replications: true,
  finalists: true,
  first: true,
  indifference: true,
  confidence: true,
  seed: true,
  workers: true,
  placement: true,
  portableMath: true,
  log: true,
  unit: true,
} satisfies KeysOf<OptimisationOptions<Variables>>;

const OBJECTIVE_KEYS = { channel: true } satisfies KeysOf<Exclude<Objective, { readonly response: string }>>;

/** This many starting points per variable, plus this many more. */
const STARTS = 4;

/**
 * Defines and checks an optimisation: the search for the values of variables with which a model performs best. It does not run
 * anything; `disco run` and `optimise` do.
 *
 * @throws InvalidInputError `OPTIMISATION_INVALID` with all problems; `MODEL_INVALID`
 *
 * @example
 * export default defineOptimisation(Workshop, {
 *   scenario, duration: 420, warmup: 20, seed: 11,
 *   variables: { mechanics: integer(1, 5), repair: real(0.2, 0.5), rule: choice('fifo', 'edd') },
 *   responses: { cost: ({ mean, sum, duration }) => 20 * mean('shop/Ulm/bikes') + (300 * sum('shop/Ulm/lost')) / duration },
 *   minimise: 'cost', budget: 2_000, indifference: 5,
 * });
 */
export function defineOptimisation<const Own extends Variables>(
  model: ModelClass,
  options: OptimisationOptions<Own>,
): Optimisation<Own> {
  const { replications = 5, finalists = 8, first = 10, budget, indifference, confidence = 0.95, seed = 0 } = options;
  const { variables = {} as Own, parameters = {}, minimise, maximise } = options;
  const problems: Problem[] = [];
  const refuse = (message: string): void => void problems.push({ code: 'ARGUMENT_INVALID', message });
  const whole = (name: string, value: number, least: number): void => {
    if (!(Number.isSafeInteger(value) && value >= least))
      refuse(`${name} is ${shownValue(value)}; give a whole number, at least ${least}`);
  };
  for (const message of keyProblems(options, OPTION_KEYS)) refuse(message);
  whole('replications', replications, 1);
  whole('finalists', finalists, 2);
  whole('first', first, 2);
  // Half of the budget must allow for two candidates in the search, and the other half for two finalists.
  whole('budget', budget, 4 * Math.max(replications, first) || 4);
  if (!(typeof indifference === 'number' && indifference > 0 && indifference < Infinity))
    refuse(`indifference is ${shownValue(indifference)}; give a finite number above 0`);
  if (!(typeof confidence === 'number' && confidence > 0.5 && confidence < 1))
    refuse(`confidence is ${shownValue(confidence)}; give a number above 0.5 and below 1`);
  const objectives = [minimise, maximise].filter((objective) => objective !== undefined);
  const [given = ''] = objectives;
  const objective: Objective = typeof given === 'string' ? { response: given } : { channel: given.channel };
  if (typeof given !== 'string')
    for (const message of keyProblems(given, OBJECTIVE_KEYS)) refuse(`the objective: ${message}`);
  if (Object.keys(variables).length === 0) refuse('there are no variables; give at least one');
  const wrong = Object.entries(variables).flatMap(([name, variable]) => variableProblems(name, variable));
  for (const message of wrong) refuse(message);
  for (const name of Object.keys(variables))
    if (Object.hasOwn(parameters, name)) refuse(`'${name}' is both a variable and a parameter; give it once`);
  const constraints = (options.constraints ?? []) as readonly Constraint[];
  let cases: readonly Readonly<Record<string, unknown>>[] = [{ ...parameters, ...usableValues(model, variables) }];
  // The remaining checks need the values of valid variables.
  if (wrong.length === 0 && Number.isSafeInteger(seed) && seed >= 0) {
    const space = spaceOf({ variables, constraints });
    problems.push(
      ...problemsOf(() => {
        const points = pointsOf(space, seed);
        if (points.length === 0)
          refuse('found no values of the variables that meet all constraints; relax the constraints');
        else cases = points.map((point) => ({ ...parameters, ...space.valuesOf(point) }));
      }),
    );
  }
  let experiment: Experiment | undefined;
  problems.push(...problemsOf(() => (experiment = sharedExperiment(model, options, cases))));
  const unclear =
    objectives.length === 1
      ? objectiveProblem(objective, options.responses ?? {})
      : "give either minimise or maximise, as in minimise: 'cost'";
  if (unclear !== undefined) refuse(unclear);
  const { name = explore(model).name } = options;
  if (experiment === undefined || problems.length > 0)
    throw new InvalidInputError('OPTIMISATION_INVALID', `optimisation '${name}'`, problems);
  return Object.freeze({
    experiment,
    model,
    variables,
    parameters,
    constraints,
    best: minimise === undefined ? 'greatest' : 'least',
    objective,
    budget,
    replications,
    finalists,
    first,
    indifference,
    confidence,
  });
}

/** The combinations of values that an optimisation searches. */
export function spaceOf({ variables, constraints }: Pick<Optimisation, 'variables' | 'constraints'>): Space {
  return new Space(
    Object.entries(variables).map(([name, variable]) => dimensionOf(name, variable)),
    constraints,
  );
}

/** The initial candidates of the search. */
export function startOf(optimisation: Optimisation): Point[] {
  return pointsOf(spaceOf(optimisation), optimisation.experiment.seed);
}

function pointsOf(space: Space, seed: number): Point[] {
  return startingPoints(space, STARTS * (1 + space.dimensions.length), seed);
}

/** A value of each variable whose values can be used, and undefined for each other that is not a parameter, to report that too. */
function usableValues(model: ModelClass, variables: Variables): Readonly<Record<string, unknown>> {
  const { parameters } = explore(model);
  const declared = parameters === undefined ? {} : new parameters();
  const values = Object.entries(variables).flatMap(([name, variable]): [string, unknown][] => {
    if (variableProblems(name, variable).length === 0) return [[name, dimensionOf(name, variable).values[0]]];
    return Object.hasOwn(declared, name) ? [] : [[name, undefined]];
  });
  return Object.fromEntries(values);
}

/** An experiment with the settings that all candidates share, and some candidates as its cases. */
function sharedExperiment(
  model: ModelClass,
  options: Omit<OptimisationOptions<Variables>, 'constraints'>,
  cases: readonly Readonly<Record<string, unknown>>[],
): Experiment {
  const { name, scenario, duration, warmup, seed, workers, placement, portableMath, unit } = options;
  const { log = { keep: 'summary' }, replications, responses } = options;
  const known = { name, scenario, duration, warmup, seed, workers, placement, portableMath, unit, log, responses };
  // `defineOptimisation` already reports invalid replications.
  const isWhole = Number.isSafeInteger(replications) && Number(replications) >= 1;
  const all = { ...known, replications: isWhole ? replications : undefined, cases };
  return experimentOf(model, all, EXPERIMENT_KEYS, false);
}

/** Why the objective cannot be optimised, or undefined if it can. */
function objectiveProblem(
  objective: Objective,
  responses: Readonly<Record<string, ResponseDefinition>>,
): string | undefined {
  const name: unknown = objectiveName(objective);
  if ('channel' in objective)
    return typeof name === 'string' && /^.+\/.+$/s.test(name)
      ? undefined
      : `the objective is channel ${shownValue(name)}; name it as NODE/NAME, such as shop/Ulm/cost`;
  const names = Object.keys(responses);
  if (!Object.hasOwn(responses, objective.response)) {
    const known = names.length === 0 ? 'no response is declared' : nearHint(objective.response, names, 'declared are');
    return `the objective is response ${shownValue(name)}, which is not declared; ${known}`;
  }
  const definition = responses[objective.response];
  if (typeof definition !== 'object' || !('numerator' in definition)) return undefined;
  return (
    `the objective ${shownValue(name)} is a ratio of sums over replications, which the selection cannot compare; ` +
    'give a response with one number per replication'
  );
}

function problemsOf(check: () => unknown): readonly Problem[] {
  try {
    check();
    return [];
  } catch (error) {
    if (error instanceof InvalidInputError && error.code === 'EXPERIMENT_INVALID') return error.problems;
    if (error instanceof DiscoError && error.code === 'ARGUMENT_INVALID') return [error];
    throw error;
  }
}
