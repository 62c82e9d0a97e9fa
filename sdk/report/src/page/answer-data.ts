import { type ExperimentDescription, responseName, type SampledResponse } from '@disco-engine/experiments';
import { figureText, meanText } from '@disco-engine/statistics';
import type { FoundGoal } from '../figures/goal.js';
import { caseMeans, rankingOf, type Best, type CaseMean, type Ranking } from '../figures/ranking.js';
import { answerText, comparisonTexts, headline, methodText, type Answered } from './answer-text.js';
import { countText } from './response-tables.js';
import { selectionSight } from './selection-sight.js';
import type { Sight } from './sight.js';

const CAUTIONS = { few: 'few values', constant: 'does not vary', skewed: 'skewed' } as const;

/** A position on the scale of the error bars, as a percentage of its width. */
export type Place = number | null;

/** One row of a response's table, as the page's script reads it. */
type Cell = readonly [mean: string, count: string, caution: string, low: Place, middle: Place, high: Place];

/** A response as the page shows it. */
export interface Shown extends Record<Best, Sight> {
  readonly name: string;
  /** The ends of the scale, low and high; for an optimisation that has ended, those of the finalists and then those of the search. */
  readonly scale: readonly string[];
  /** By case number. */
  readonly cells: readonly Cell[];
}

export interface AnswerContent {
  readonly goal: FoundGoal;
  /** The ranking for the goal; undefined for an optimisation that has ended, which ranks only its finalists. */
  readonly ranking: Ranking | undefined;
  readonly responses: readonly SampledResponse[];
  readonly experiment: ExperimentDescription;
  /** Number of values of each case if none were missing. */
  readonly asked: readonly number[];
  /** By case number. */
  readonly names: readonly string[];
}

/** Prepares a response for the page, for both directions. */
export function shownOf(response: SampledResponse, { goal, ranking, experiment, asked, names }: AnswerContent): Shown {
  const means = caseMeans(response, experiment);
  const { unit } = response;
  const outcome = experiment.optimisation?.outcome;
  const sightOf = (best: Best): Sight => {
    if (outcome !== undefined) return selectionSight({ response, means, experiment, outcome, names }, best);
    const isGoal = response === goal.response && best === goal.best;
    const answered: Answered = {
      name: responseName(response),
      unit,
      best,
      means,
      ranking: (isGoal ? ranking : undefined) ?? rankingOf(response, means, { experiment, asked, best }),
      names,
    };
    return {
      headline: headline(answered),
      text: answerText(answered),
      method: methodText(answered, experiment),
      order: answered.ranking.order,
      verdicts: means.map((_, number) => comparisonTexts(answered, number)),
    };
  };
  const isFinalist = (number: number): boolean => outcome?.finalists.includes(number) !== false;
  const range = rangeOf(means.filter((_, number) => isFinalist(number)));
  const rangeOfOthers = rangeOf(means.filter((_, number) => !isFinalist(number)));
  const at = (value: number | undefined, number: number): Place => {
    if (value === undefined) return null;
    const [low, high] = isFinalist(number) ? range : rangeOfOthers;
    return high > low ? Math.round(20 + ((value - low) / (high - low)) * 960) / 10 : 50;
  };
  const cells = means.map((mean, number): Cell => {
    const { warning, count } = mean;
    return [
      meanText(mean),
      countText(count, asked[number]),
      warning === undefined ? '' : CAUTIONS[warning],
      at(mean.lower ?? mean.mean, number),
      at(mean.mean, number),
      at(mean.upper ?? mean.mean, number),
    ];
  });
  const scale = [...range, ...(outcome === undefined ? [] : rangeOfOthers)].map(scaleText);
  return { name: responseName(response), scale, cells, least: sightOf('least'), greatest: sightOf('greatest') };
}

/** From the least lower bound of the intervals to the greatest upper bound. */
function rangeOf(means: readonly CaseMean[]): [low: number, high: number] {
  let [low, high] = [Infinity, -Infinity];
  for (const { mean, lower = mean, upper = mean } of means) {
    low = Math.min(low, lower ?? Infinity);
    high = Math.max(high, upper ?? -Infinity);
  }
  return [low, high];
}

function scaleText(value: number): string {
  return Number.isFinite(value) ? figureText(Number(value.toPrecision(3))) : '';
}
