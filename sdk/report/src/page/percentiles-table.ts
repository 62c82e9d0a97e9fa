import type { ExperimentDescription } from '@disco-engine/experiments';
import { figureText } from '@disco-engine/statistics';
import type { Drawing } from '../figures/drawing.js';
import type { Markup } from '../markup/html.js';
import { CaseCells } from './case-cells.js';
import { dataTable } from './data-table.js';
import type { DrawnCase } from './frame.js';

const SHARES = [0, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99, 1];
const TITLES = ['Minimum', '5 %', '25 %', 'Median', '75 %', '95 %', '99 %', 'Maximum'];

/** Percentiles of the records of each drawn channel; undefined if no records were kept. */
export function percentilesTable(
  drawings: readonly Drawing[],
  drawn: readonly DrawnCase[],
  experiment: ExperimentDescription,
): Markup | undefined {
  const cases = new CaseCells(experiment.cases);
  const rows = drawings.flatMap(({ channel: { node, name, unit, kind }, sketches }) =>
    drawn.flatMap(({ number }, slot) => {
      const quantiles = sketches[slot]?.quantiles(SHARES) ?? [];
      if (quantiles.length === 0) return [];
      // The sketch supports no more digits than these; the extremes are exact.
      const texts = quantiles.map((value, at) =>
        figureText(SHARES[at] === 0 || SHARES[at] === 1 ? value : rounded(value)),
      );
      return [[node, name, unit, kind, ...cases.of(number), ...texts]];
    }),
  );
  if (rows.length === 0) return undefined;
  return dataTable({
    id: 'percentiles-table',
    caption: 'Percentiles of the records',
    columns: [
      { title: 'Node' },
      { title: 'Name' },
      { title: 'Unit' },
      { title: 'Kind' },
      ...cases.columns,
      ...TITLES.map((title) => ({ title, isNumber: true })),
    ],
    rows,
  });
}

function rounded(value: number): number {
  return Number(value.toPrecision(3));
}
