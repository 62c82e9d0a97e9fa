import { statistics } from '@disco-engine/sdk';
import type { Response } from '../figures/responses.js';
import { dataTable, type TableColumn } from './data-table.js';
import type { Markup } from './html.js';
import { shown } from './numbers.js';

const CHANNEL: readonly TableColumn[] = [{ title: 'Node' }, { title: 'Name' }, { title: 'Unit' }, { title: 'Kind' }];
const LABELS: TableColumn = { title: 'Labels' };
const CASE: TableColumn = { title: 'Case', isNumber: true };
const INTERVAL: readonly TableColumn[] = ['Mean', '± 95 %', 'Minimum', 'Maximum', 'n'].map((title) => ({
  title,
  isNumber: true,
}));

/** Mean, t interval and range of each response over the replications of each case. */
export function responsesTable(responses: readonly Response[], cases: number): Markup {
  const isLabelled = hasLabels(responses);
  const rows = responses.flatMap((response) =>
    response.cases.flatMap((sample, number) => {
      const values = [...sample.values()];
      if (values.length === 0) return [];
      const { mean, halfWidth, count } = statistics.meanInterval(values);
      const range = [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))];
      const figures = [mean, halfWidth, ...range, count].map(shown);
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
export function differencesTable(responses: readonly Response[]): Markup {
  const isLabelled = hasLabels(responses);
  const rows = responses.flatMap((response) => {
    const [base, ...others] = response.cases;
    return others.flatMap((sample, index) => {
      const pairs = [...sample].filter(([replication]) => base.has(replication));
      if (pairs.length === 0) return [];
      const before = pairs.map(([replication]) => base.get(replication) ?? NaN);
      const difference = statistics.pairedDifference(
        pairs.map(([, value]) => value),
        before,
      );
      const relative = ((difference.mean ?? NaN) / Math.abs(statistics.meanInterval(before).mean ?? NaN)) * 100;
      const figures = [
        shown(difference.mean),
        shown(difference.halfWidth),
        Number.isFinite(relative) ? relative.toFixed(1) : '',
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
