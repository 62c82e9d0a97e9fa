import { DiscoError } from '@disco-engine/kernel';
import { MemoryLog, Scenario } from '@disco-engine/sdk';
import { evaluated, runHere } from '../../run/replicate.js';
import { spaceOf, startOf } from '../definition/define-optimisation.js';
import type { Optimisation, Variables } from '../definition/optimisation.js';
import { findBest, type Found } from '../search/find-best.js';
import type { Candidate, Evaluate } from '../search/trials.js';
import { evaluationOf, objectiveValue } from './objective-value.js';
import { outcomeOf, type OptimisationOutcome } from './outcome.js';

export interface OptimiseOptions {
  /** Instead of that of the optimisation; needed where it names one of a store. */
  readonly scenario?: Scenario | undefined;
  /** Ends it with `RUN_ABORTED`. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Finds the best values of the variables of a model: a search that tries one round of candidates after the other, and a selection among
 * the best of them that says how sure it is. All replications run on this thread, and nothing is kept; `disco run` and `runOptimisation`
 * use all cores, and a results folder. The outcome is the same.
 *
 * @throws DiscoError `CHANNEL_UNKNOWN` where the objective is that of no channel; `RUN_ABORTED` after the signal
 * @throws InvalidInputError as `Simulation.create`
 *
 * @example
 * const { best, guarantee } = await optimise(definition);
 * console.log(best?.values, best?.interval.mean, guarantee);
 */
export async function optimise<Own extends Variables>(
  optimisation: Optimisation<Own>,
  options: OptimiseOptions = {},
): Promise<OptimisationOutcome<Own>> {
  const scenario = options.scenario ?? (await scenarioOf(optimisation));
  const all = new Map<number, (number | string)[]>();
  const found = await findBestOf(optimisation, async (candidates, replications) => {
    for (const candidate of candidates) {
      const own = all.get(candidate.number) ?? [];
      all.set(candidate.number, own);
      while (own.length < replications)
        own.push(await valueOf(optimisation, candidate, own.length, scenario, options.signal));
    }
    return candidates.map(({ number }) => evaluationOf(all.get(number) ?? []));
  });
  return outcomeOf(optimisation, found, (number) => number);
}

/** The search and the selection that an optimisation asks for. */
export function findBestOf(optimisation: Optimisation, evaluate: Evaluate): Promise<Found> {
  const { seed } = optimisation.experiment;
  return findBest(spaceOf(optimisation), evaluate, { ...optimisation, seed, start: startOf(optimisation) });
}

/** All parameters of a candidate that are not left to their defaults. */
export function parametersOf({ parameters }: Optimisation, { values }: Candidate): Readonly<Record<string, unknown>> {
  return { ...parameters, ...values };
}

async function scenarioOf({ experiment: { scenario } }: Optimisation): Promise<Scenario> {
  if (typeof scenario === 'function') return scenario();
  if (scenario instanceof Scenario) return scenario;
  const message = `the optimisation names scenario '${scenario}' of a store; load it, and give it to optimise as its scenario`;
  throw new DiscoError('ARGUMENT_INVALID', message);
}

async function valueOf(
  optimisation: Optimisation,
  candidate: Candidate,
  replication: number,
  scenario: Scenario,
  signal: AbortSignal | undefined,
): Promise<number | string> {
  // As the only case; under common random numbers its number changes no draw.
  const cases = [{ number: 0, parameters: parametersOf(optimisation, candidate) }];
  const experiment = { ...optimisation.experiment, cases };
  try {
    const log = experiment.log.keep === 'summary' ? undefined : new MemoryLog();
    const record = await runHere(experiment, { case: 0, replication }, { scenario, log, signal });
    return objectiveValue(optimisation.objective, await evaluated(experiment, record, log));
  } catch (error) {
    if (!(error instanceof DiscoError && error.code === 'REPLICATION_FAILED')) throw error;
    return error.cause instanceof Error ? error.cause.message : String(error.cause);
  }
}
