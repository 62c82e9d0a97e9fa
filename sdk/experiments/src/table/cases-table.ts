import type { NamedColumns } from '@disco-engine/data';
import type { Column } from '@disco-engine/sdk';
import type { CaseResults, ExperimentResults } from '../figures/experiment-results.js';
import type { SelectionStage } from '../figures/selection.js';
import { parameterColumns } from './parameter-column.js';

const STAGES: readonly SelectionStage[] = ['chosen', 'finalist', 'search'];

/**
 * The figures of an experiment as one wide table, with a row for each case. Its columns: `case`; for an optimisation that has ended, `stage`,
 * which is `chosen`, `finalist`, or `search` if the search screened the candidate out; each parameter; and for each response the mean under
 * its name, half the width of the 95 % interval under `NAME ±`, and the number of values behind them under `NAME n`. A figure that does not
 * exist is missing.
 *
 * @param names names of the responses; all by default
 */
export function casesTable(
  { cases, responses }: ExperimentResults,
  names: readonly string[] = responses,
): NamedColumns {
  const figures = names.flatMap((name): [string, Column][] => {
    const ofCases = cases.map((one) => one.response(name));
    return [
      [name, numbers(ofCases.map(({ mean }) => mean))],
      [`${name} ±`, numbers(ofCases.map(({ interval }) => interval.halfWidth))],
      [`${name} n`, numbers(ofCases.map(({ n }) => n))],
    ];
  });
  const stages: [string, Column][] = cases.some(({ stage }) => stage !== undefined)
    ? [['stage', { type: 'text', codes: Int32Array.from(cases, codeOf), texts: STAGES }]]
    : [];
  const own = ['case', ...stages.map(([name]) => name), ...figures.map(([name]) => name)];
  return [
    ['case', { type: 'int32', values: Int32Array.from(cases, ({ number }) => number) }],
    ...stages,
    ...parameterColumns(
      cases,
      cases.map(() => 1),
      own,
    ),
    ...figures,
  ];
}

function codeOf({ stage }: CaseResults): number {
  return STAGES.findIndex((one) => one === stage);
}

function numbers(values: readonly (number | undefined)[]): Column {
  return {
    type: 'float64',
    values: Float64Array.from(values, (value) => value ?? NaN),
    missing: Uint8Array.from(values, (value) => (value === undefined ? 1 : 0)),
  };
}
