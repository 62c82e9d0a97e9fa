import { independentValues, type ExperimentDescription } from '@disco-engine/experiments';
import * as statistics from '@disco-engine/statistics';
import type { Response } from '../figures/responses.js';
import { dataTable, type TableColumn } from './data-table.js';
import type { Markup } from '../markup/html.js';
import { shown } from './numbers.js';

const CHANNEL: readonly TableColumn[] = [{ title: 'Node' }, { title: 'Name' }, { title: 'Unit' }, { title: 'Kind' }];
const LABELS: TableColumn = { title: 'Labels' };
const CASE: TableColumn = { title: 'Case', isNumber: true };
const INTERVAL: readonly TableColumn[] = ['Mean', '± 95 %', '± in %', 'n', 'for ±1 %', 'Minimum', 'Maximum'].map(
  (title) => ({
    title,
    isNumber: true,
  }),
);

/** The mean of each response in each case with its t interval, how many replications 1 % needs, and the range. */
export function responsesTable(responses: readonly Response[], experiment: ExperimentDescription): Markup {
  const cases = experiment.cases.length;
  const isLabelled = hasLabels(responses);
  const rows = responses.flatMap((response) =>
    response.cases.flatMap((sample, number) => {
      const values = independent(experiment, sample);
      if (values.length === 0) return [];
      const { mean, halfWidth, count } = statistics.meanInterval(values);
      const range = [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))];
      const figures = [
        shown(mean),
        shown(halfWidth),
        relative(halfWidth, mean),
        shown(count),
        needed(values, experiment),
        ...range.map(shown),
      ];
      return [[...channelCells(response, isLabelled), ...(cases > 1 ? [String(number)] : []), ...figures]];
    }),
  );
  return dataTable({
    id: 'responses-table',
    caption: 'Responses over the replications',
    columns: [...CHANNEL, ...(isLabelled ? [LABELS] : []), ...(cases > 1 ? [CASE] : []), ...INTERVAL],
    rows,
  });
}

/** The difference of each case from case 0, over the replications that both have. */
export function differencesTable(responses: readonly Response[], experiment: ExperimentDescription): Markup {
  const isLabelled = hasLabels(responses);
  const rows = responses.flatMap((response) => {
    const [base, ...others] = response.cases;
    if (base === undefined) return [];
    return others.flatMap((sample, index) => {
      const now = independent(experiment, sample, base);
      const before = independent(experiment, base, sample);
      if (now.length === 0) return [];
      const difference = statistics.pairedDifference(now, before);
      const figures = [
        shown(difference.mean),
        shown(difference.halfWidth),
        relative(difference.mean, statistics.summary(before).mean),
        verdict(difference),
        shown(difference.count),
      ];
      return [[...channelCells(response, isLabelled), String(index + 1), ...figures]];
    });
  });
  return dataTable({
    id: 'differences-table',
    caption: 'Differences from case 0',
    columns: [
      ...CHANNEL,
      ...(isLabelled ? [LABELS] : []),
      CASE,
      { title: 'Difference', isNumber: true },
      { title: '± 95 %', isNumber: true },
      { title: 'in %', isNumber: true },
      { title: 'Verdict' },
      { title: 'Pairs', isNumber: true },
    ],
    rows,
  });
}

/**
 * The values of a response that intervals are made of.
 *
 * @param other the sample of another case; only replications that it has count
 */
export function independent(
  { antithetic, replications }: ExperimentDescription,
  sample: ReadonlyMap<number, number>,
  other = sample,
): number[] {
  const common = new Map([...sample].filter(([replication]) => other.has(replication)));
  return independentValues(antithetic, common, replications);
}

/** In percent of the size of a mean, with one digit. */
function relative(value: number | undefined, mean: number | undefined): string {
  const percent = ((value ?? NaN) / Math.abs(mean ?? NaN)) * 100;
  return Number.isFinite(percent) ? percent.toFixed(1) : '';
}

/** How many replications a half-width of 1 % needs: an estimate, so three digits do. Empty where it cannot be told. */
function needed(values: readonly number[], { antithetic }: ExperimentDescription): string {
  const count = statistics.replicationsNeeded(values, { relative: 0.01 });
  return count === undefined ? '' : shown(Number((antithetic ? 2 * count : count).toPrecision(3)));
}

function verdict({ mean, halfWidth }: statistics.MeanInterval): string {
  if (mean === undefined || halfWidth === undefined) return '';
  if (Math.abs(mean) <= halfWidth) return 'not told apart';
  return mean > 0 ? 'greater' : 'less';
}

function channelCells({ channel, part }: Response, isLabelled: boolean): string[] {
  const { node, name, unit, kind, labels } = channel;
  const texts = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
  return [node, part === '' ? name : `${name}: ${part}`, unit, kind, ...(isLabelled ? [texts.join(' ')] : [])];
}

function hasLabels(responses: readonly Response[]): boolean {
  return responses.some(({ channel }) => Object.keys(channel.labels).length > 0);
}
