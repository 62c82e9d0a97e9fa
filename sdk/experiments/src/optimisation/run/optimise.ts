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
  /** Replaces the scenario of the optimisation; required if the optimisation names a scenario in a store. */
  readonly scenario?: Scenario | undefined;
  /** Aborting rejects with `RUN_ABORTED`. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Finds the best values of a model's variables: a search that tries candidates in rounds, then a selection among the best of them that
 * states how certain it is. All replications run on this thread, and nothing is kept; `disco run` and `runOptimisation` use all cores
 * and a results folder. The outcome is the same.
 *
 * @throws DiscoError `CHANNEL_UNKNOWN` if the objective's channel does not exist or has no mean; `RUN_ABORTED` after the signal
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

/** Runs the search and the selection of an optimisation. */
export function findBestOf(optimisation: Optimisation, evaluate: Evaluate): Promise<Found> {
  const { seed } = optimisation.experiment;
  return findBest(spaceOf(optimisation), evaluate, { ...optimisation, seed, start: startOf(optimisation) });
}

/** All parameters of a candidate that do not keep their defaults. */
export function parametersOf({ parameters }: Optimisation, { values }: Candidate): Readonly<Record<string, unknown>> {
  return { ...parameters, ...values };
}

async function scenarioOf({ experiment: { scenario } }: Optimisation): Promise<Scenario> {
  if (typeof scenario === 'function') return scenario();
  if (scenario instanceof Scenario) return scenario;
  const message = `the optimisation names scenario '${scenario}' in a store; load it, and pass it to optimise as \`scenario\``;
  throw new DiscoError('ARGUMENT_INVALID', message);
}

async function valueOf(
  optimisation: Optimisation,
  candidate: Candidate,
  replication: number,
  scenario: Scenario,
  signal: AbortSignal | undefined,
): Promise<number | string> {
  // The candidate is the only case: with common random numbers its case number does not affect the draws.
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
