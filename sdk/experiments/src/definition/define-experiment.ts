import { InvalidInputError, RandomStreams, type Problem, shownValue } from '@disco-engine/kernel';
import { explore, type ModelClass } from '@disco-engine/sdk';
import { checkPrecision } from '@disco-engine/statistics';
import { caseProblems, problemsOf } from './case-problems.js';
import { casesOf } from './cases.js';
import { declareResponses } from './declare-responses.js';
import type { Experiment, ExperimentLog, ExperimentOptions, ExperimentPrecision } from './experiment.js';
import { keyProblems, nearHint, type KeysOf } from './known-keys.js';
import type { ExperimentResponse } from './response.js';

const MOST_CASES = 100_000;

/** The options that `replicate` shares. */
export const SHARED_KEYS = {
  name: true,
  scenario: true,
  duration: true,
  warmup: true,
  replications: true,
  precision: true,
  responses: true,
  seed: true,
  parameters: true,
  cases: true,
  commonRandomNumbers: true,
  antithetic: true,
  workers: true,
  placement: true,
  portableMath: true,
  unit: true,
} satisfies KeysOf<Omit<ExperimentOptions, 'log'>>;

export const EXPERIMENT_KEYS = { ...SHARED_KEYS, log: true } satisfies KeysOf<ExperimentOptions>;

const LOG_KEYS = { keep: true, onFailure: true } satisfies KeysOf<ExperimentLog>;
const LOG_CHOICES = [
  ['keep', ['records', 'summary']],
  ['onFailure', ['fail', 'summary']],
] as const satisfies readonly (readonly [keyof ExperimentLog, readonly string[]])[];

const PRECISION_KEYS = {
  channel: true,
  response: true,
  relative: true,
  confidence: true,
  minimum: true,
} satisfies KeysOf<ExperimentPrecision>;

/**
 * Defines and checks an experiment: a model, a scenario, cases of parameters, and replications. It does not run anything; `disco run`
 * does.
 *
 * @throws InvalidInputError `EXPERIMENT_INVALID` with all problems; `MODEL_INVALID`
 *
 * @example
 * export default defineExperiment(SupplyChain, {
 *   scenario: 'plant-2026', duration: 365 * 3, warmup: 365, replications: 30, seed: 7,
 *   parameters: { service: [0.9, 0.95, 0.99], review: [1, 7] },
 * });
 */
export function defineExperiment(model: ModelClass, options: ExperimentOptions): Experiment {
  return experimentOf(model, options, EXPERIMENT_KEYS);
}

/**
 * As `defineExperiment`, for a caller with other options.
 *
 * @param known keys of the caller's options; any other key is a problem
 * @param namesCases whether problems name the index of the case that has them; not if the caller made the cases
 */
export function experimentOf(
  model: ModelClass,
  options: ExperimentOptions,
  known: Readonly<Record<string, true>>,
  namesCases = true,
): Experiment {
  const specification = explore(model);
  const {
    duration,
    warmup = 0,
    replications = 1,
    seed = 0,
    workers = 1,
    parameters = {},
    antithetic = false,
  } = options;
  const problems: Problem[] = [];
  const refuse = (message: string): void => void problems.push({ code: 'ARGUMENT_INVALID', message });
  for (const message of keyProblems(options, known)) refuse(message);
  for (const message of keyProblems(options.log ?? {}, LOG_KEYS)) refuse(`log: ${message}`);
  for (const [name, choices] of LOG_CHOICES) {
    const given: unknown = options.log?.[name];
    if (given !== undefined && !choices.some((choice) => choice === given))
      refuse(`log: ${name} is ${shownValue(given)}; give ${choices.map((choice) => `'${choice}'`).join(' or ')}`);
  }
  const whole = (value: number, least: number): boolean => Number.isSafeInteger(value) && value >= least;
  if (!(typeof duration === 'number' && duration > 0 && duration < Infinity))
    refuse(`duration is ${shownValue(duration)}; give a finite number above 0`);
  if (!(typeof warmup === 'number' && warmup >= 0 && !(warmup >= duration)))
    refuse(`warmup is ${shownValue(warmup)}; give a number from 0 to below the duration, ${shownValue(duration)}`);
  if (!whole(replications, 1)) refuse(`replications is ${shownValue(replications)}; give a whole number, at least 1`);
  if (!whole(seed, 0)) refuse(`seed is ${shownValue(seed)}; give a whole number from 0 to 2^53 - 1`);
  if (!whole(workers, 1)) refuse(`workers is ${shownValue(workers)}; give a whole number, at least 1`);
  if (antithetic && replications % 2 !== 0)
    refuse(
      `replications is ${shownValue(replications)}, but antithetic replications come in pairs; give an even number`,
    );
  const responses = declareResponses(options.responses ?? {}, options.log?.keep !== 'summary', refuse);
  const precision = [options.precision ?? []].flat();
  for (const wanted of precision) {
    for (const message of keyProblems(wanted, PRECISION_KEYS)) refuse(`${precisionName(wanted)}: ${message}`);
    if (!isObject(wanted)) continue;
    problems.push(...problemsOf(() => checkPrecision(precisionName(wanted), wanted)));
    const unclear = targetProblem(wanted, responses);
    if (unclear !== undefined) refuse(unclear);
  }
  const cases = casesOf(parameters, options.cases);
  if (cases.length === 0)
    refuse('there are no cases; omit `cases` or list at least one, and give no parameter an empty array');
  if (cases.length > MOST_CASES) refuse(`there are ${cases.length} cases; give at most ${MOST_CASES}`);
  const listed = namesCases ? options.cases : undefined;
  problems.push(...caseProblems(specification, cases.slice(0, MOST_CASES), listed?.slice(0, MOST_CASES)));
  const { name = specification.name, scenario, commonRandomNumbers = true, placement, unit = '', log = {} } = options;
  const { portableMath = false } = options;
  if (name === '') problems.push({ code: 'NAME_EMPTY', message: 'the experiment needs a name' });
  if (problems.length > 0) throw new InvalidInputError('EXPERIMENT_INVALID', `experiment '${name}'`, problems);
  const modelName = specification.name;
  return Object.freeze({
    name,
    model,
    modelName,
    scenario,
    duration,
    warmup,
    replications,
    precision,
    responses,
    log,
    seed,
    cases,
    commonRandomNumbers,
    antithetic,
    workers,
    placement,
    portableMath,
    unit,
  });
}

/** The options of `Simulation.create` that determine the random streams of one replication of a case. */
export function drawsOf(
  { seed, commonRandomNumbers, antithetic }: Experiment,
  { case: number, replication }: { readonly case: number; readonly replication: number },
): { readonly seed: number; readonly replication: number; readonly antithetic: boolean } {
  const own = commonRandomNumbers ? seed : seedOfCase(seed, number);
  if (!antithetic) return { seed: own, replication, antithetic };
  return { seed: own, replication: Math.floor(replication / 2), antithetic: replication % 2 === 1 };
}

function seedOfCase(seed: number, number: number): number {
  const random = new RandomStreams({ masterSeed: seed, replication: 0 }).open('experiment', `case ${number}`);
  return Math.floor(random.uniform() * 2 ** 53);
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

function precisionName(wanted: ExperimentPrecision): string {
  const { channel, response } = isObject(wanted) ? wanted : {};
  if (channel !== undefined) return `precision of channel ${shownValue(channel)}`;
  return response === undefined ? 'precision' : `precision of response ${shownValue(response)}`;
}

/** Why a precision does not identify its target, or undefined if it does. */
function targetProblem(
  { channel, response }: ExperimentPrecision,
  responses: readonly ExperimentResponse[],
): string | undefined {
  if ((channel === undefined) === (response === undefined))
    return 'precision needs either a channel, as NODE/NAME, or a response; give exactly one of them';
  const names = responses.map(({ name }) => name);
  if (response === undefined || names.includes(response)) return undefined;
  const hint = nearHint(response, names, 'declared are');
  return `precision names response ${shownValue(response)}, which \`responses\` does not declare; ${hint}`;
}
