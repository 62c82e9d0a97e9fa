import type { ExperimentDescription } from '../results/experiment-schema.js';
import type { SampledResponse } from './responses.js';

type Outcome = NonNullable<NonNullable<ExperimentDescription['optimisation']>['outcome']>;

/** How far a candidate of an optimisation came: it was chosen, took part in the final selection, or was screened out by the search. */
export type SelectionStage = 'chosen' | 'finalist' | 'search';

/** The stage that each case of an optimisation reached; undefined for other experiments, and until the optimisation has ended. */
export function stageOf(outcome: Outcome | undefined, number: number): SelectionStage | undefined {
  if (outcome === undefined) return undefined;
  if (number === outcome.chosen) return 'chosen';
  return outcome.finalists.includes(number) ? 'finalist' : 'search';
}

/**
 * First replication of a case that counts in its figures. Finalists of an optimisation count only those of the selection: the search
 * chose them by the earlier ones, which would make them look better than they are.
 */
export function firstCounted(outcome: Outcome | undefined, number: number): number {
  return outcome?.finalists.includes(number) === true ? outcome.from : 0;
}

/** A response with only the values that count in its figures; see `firstCounted`. */
export function countedResponse(response: SampledResponse, outcome: Outcome | undefined): SampledResponse {
  const cases = response.cases.map((sample, number) => valuesFrom(sample, firstCounted(outcome, number)));
  return { ...response, cases };
}

/** The values from a replication on. */
export function valuesFrom<Value>(sample: ReadonlyMap<number, Value>, first: number): ReadonlyMap<number, Value> {
  return first === 0 ? sample : new Map([...sample].filter(([replication]) => replication >= first));
}
