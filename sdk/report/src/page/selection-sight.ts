import { type ExperimentDescription, responseName, type SampledResponse } from '@disco-engine/experiments';
import { entryAt } from '@disco-engine/kernel';
import { meanText } from '@disco-engine/statistics';
import {
  isObjectiveOf,
  isSignificant,
  rankFinalists,
  type FinalistRanking,
  type Outcome,
} from '../figures/finalists.js';
import type { Best, CaseMean } from '../figures/ranking.js';
import type { Sight } from './sight.js';

export interface SelectionContent {
  readonly response: SampledResponse;
  readonly means: readonly CaseMean[];
  readonly experiment: ExperimentDescription;
  readonly outcome: Outcome;
  /** By case number. */
  readonly names: readonly string[];
}

/** The answer of an optimisation that has ended: its choice, whatever the response, and how the other finalists compare with it. */
export function selectionSight(content: SelectionContent, best: Best): Sight {
  const { response, means, experiment, outcome } = content;
  const isObjective = isObjectiveOf(experiment, response, best);
  const ranking = rankFinalists(response, means, outcome, { experiment, best });
  return {
    headline: headline(content),
    text: isObjective ? choiceText(content) : otherText(content, ranking, best),
    method: methodText(content),
    order: ranking.order,
    verdicts: means.map((_, number) => verdictOf(content, ranking, best, number)),
  };
}

function headline({ outcome: { chosen, decided }, names }: SelectionContent): string {
  if (chosen === null) return 'Nothing was chosen';
  if (decided === false) return 'No single best: the budget ran out during the selection';
  return `Chosen by the optimisation: ${entryAt(names, chosen)}`;
}

function choiceText(content: SelectionContent): string {
  const { outcome, names, response } = content;
  const { chosen, decided, text } = outcome;
  if (chosen === null) return text;
  const mean = amountOf(content, chosen);
  if (decided === false) return `Chosen for now: ${entryAt(names, chosen)}, with a mean of ${mean}. ${text}`;
  return `Its mean of ${responseName(response)} is ${mean}. ${text}`;
}

/** The text for a response that the optimisation did not choose by. */
function otherText(content: SelectionContent, { order }: FinalistRanking, best: Best): string {
  const { outcome, experiment, response } = content;
  const { objective, best: wanted } = experiment.optimisation ?? {};
  const { chosen, finalists } = outcome;
  const reason = `The optimisation chose by the ${wanted} mean of ${objective}, not by this response.`;
  const [first] = order.filter((number) => finalists.includes(number));
  if (chosen === null || first === undefined) return `Nothing was chosen. ${reason}`;
  const of = responseName(response);
  const own = `The chosen candidate, case ${chosen}, has a mean of ${of} of ${amountOf(content, chosen)}`;
  if (first === chosen) return `${reason} ${own}, which is the ${best} of the finalists.`;
  return `${reason} ${own}; the ${best} of the finalists is that of case ${first}, ${amountOf(content, first)}.`;
}

function methodText({ experiment, outcome: { chosen, from } }: SelectionContent): string {
  const counted =
    from > 0
      ? `Finalists count only the replications of the selection, from number ${from} on, which the search has not seen.`
      : 'All candidates took part in the selection.';
  const paired = experiment.commonRandomNumbers ? ', over common random numbers,' : '';
  const differences =
    chosen === null ? '' : ` The differences from case ${chosen}${paired} hold together with 95\u00a0% confidence.`;
  const screened =
    from > 0
      ? ' Do not compare the means of finalists with those of the search: the best of many candidates look better than they are.'
      : '';
  return `${counted} Each mean has its own 95\u00a0% Student’s t interval.${differences}${screened}`;
}

/** The table's verdict on a case, and its difference from the chosen one. */
function verdictOf(
  { outcome: { chosen, decided, finalists }, means }: SelectionContent,
  { differences }: FinalistRanking,
  best: Best,
  number: number,
): [verdict: string, against: string] {
  if (number === chosen) return [decided === false ? 'chosen for now' : 'chosen', ''];
  if (!finalists.includes(number) || chosen === null) return ['', ''];
  const difference = differences.get(number);
  const { mean, halfWidth } = difference ?? {};
  if (difference === undefined || mean === undefined) return ['not compared', ''];
  const side = mean === 0 || mean > 0 === (best === 'least') ? 'worse' : 'better';
  const verdict = isSignificant(difference, entryAt(means, chosen).mean ?? 0) ? side : 'not significantly different';
  return [verdict, `${meanText({ mean: Math.abs(mean), halfWidth })} ${side}`];
}

function amountOf({ means, response: { unit } }: SelectionContent, number: number): string {
  const text = meanText(entryAt(means, number));
  return text === '' ? 'unknown size' : `${text} ${unit}`.trim();
}
