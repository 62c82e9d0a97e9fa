import { caseParameters, caseParameterText, type Results } from '@disco-engine/experiments';
import { printable } from '@disco-engine/kernel';
import { styled, type Line } from '../terminal/styled.js';

/** Most candidates that the search screened out are shown. */
const MOST_SCREENED = 10;

/** What an optimisation chose and how certain that is; nothing for other experiments. */
export function choiceLines({ experiment: { optimisation }, cases }: Results): Line[] {
  if (optimisation === undefined) return [];
  const { outcome, best, objective } = optimisation;
  if (outcome === undefined) return [printable(`still searching for the candidate with the ${best} ${objective}`)];
  const { chosen, decided, text } = outcome;
  if (chosen === null) return [[styled('caution', 'nothing was chosen')], printable(text)];
  const parameters = caseParameters(cases).differing.map(
    (name) => `${name} ${caseParameterText(cases[chosen]?.parameters ?? {}, name)}`,
  );
  const title =
    decided === false
      ? styled('caution', 'no single best; chosen for now')
      : styled('good', `chosen for the ${best} ${printable(objective)}`);
  return [[title, `: ${printable([`case ${chosen}`, parameters.join(', ')].join(': '))}`], printable(text)];
}

/**
 * Two tables for an optimisation that has ended: its finalists, the chosen one first, and the candidates that the search screened out, best
 * first. Undefined for other experiments.
 *
 * @param tableOf makes a table of cases; `stages` whether it has their stages
 */
export function selectionTables(
  { experiment: { optimisation }, cases, responses, response }: Results,
  tableOf: (cases: readonly number[], stages: boolean) => Line[],
): Line[] | undefined {
  if (optimisation?.outcome === undefined) return undefined;
  const { best, objective, outcome } = optimisation;
  const means = responses.includes(objective) ? response(objective).map(({ mean }) => mean) : [];
  const worth = (number: number): number => {
    const mean = means[number];
    return mean === undefined ? Infinity : best === 'least' ? mean : -mean;
  };
  const screened = cases
    .filter(({ stage }) => stage === 'search')
    .map(({ number }) => number)
    .sort((a, b) => (worth(a) === worth(b) ? a - b : worth(a) - worth(b)));
  const shown = screened.slice(0, MOST_SCREENED);
  const count = shown.length < screened.length ? `; the best ${shown.length} of ${screened.length}` : '';
  const seen = outcome.from > 0 ? ', over the replications of the selection only' : '';
  return [
    ...(outcome.finalists.length > 0
      ? [[styled('heading', `finalists${seen}:`)], ...tableOf(outcome.finalists, true)]
      : []),
    ...(shown.length > 0
      ? ['', [styled('heading', `screened out by the search${count}:`)], ...tableOf(shown, false)]
      : []),
    ...(count === '' ? [] : ['all of them: --by-case --csv']),
  ];
}
