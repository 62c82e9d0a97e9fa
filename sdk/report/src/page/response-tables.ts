import { type ExperimentDescription, independent, type SampledResponse, stageOf } from '@disco-engine/experiments';
import { entryAt } from '@disco-engine/kernel';
import * as statistics from '@disco-engine/statistics';
import type { Markup } from '../markup/html.js';
import { CaseCells } from './case-cells.js';
import { dataTable, type TableColumn } from './data-table.js';

const CHANNEL: readonly TableColumn[] = [{ title: 'Node' }, { title: 'Name' }, { title: 'Unit' }, { title: 'Kind' }];
const LABELS: TableColumn = { title: 'Labels' };
const INTERVAL = ['Mean', '± 95 %', '± in %', 'n', 'for ±1 %', 'Least record', 'Greatest record'].map(numeric);

/**
 * The mean of each response in each case with its t interval, the replications needed for 1 %, and the extremes of its records.
 *
 * @param asked number of values of each case if no replication were missing, had failed, or lacked a value
 */
export function responsesTable(
  responses: readonly SampledResponse[],
  experiment: ExperimentDescription,
  asked: readonly number[],
): Markup {
  const cases = new CaseCells(experiment.cases);
  const isLabelled = hasLabels(responses);
  const outcome = experiment.optimisation?.outcome;
  const finalists = outcome?.finalists ?? [];
  const rest = [...experiment.cases.keys()].filter((number) => !finalists.includes(number));
  const rows = responses.flatMap((response) => {
    const ranges = recordRanges(response);
    return [...finalists, ...rest].map((number) => {
      const sample = entryAt(response.cases, number);
      const values = independent(experiment, sample);
      const { mean, halfWidth, count } = statistics.meanInterval(values);
      const texts = statistics.meanTexts({ mean, halfWidth });
      const figures = [
        texts.mean,
        texts.halfWidth,
        relative(halfWidth, mean),
        countText(count, asked[number]),
        needed(values, experiment),
        ...(ranges[number] ?? [undefined, undefined]).map(statistics.figureText),
      ];
      const stage = stageOf(outcome, number) ?? [];
      return [channelCells(response, isLabelled), cases.of(number), stage, figures].flat();
    });
  });
  return dataTable({
    id: 'responses-table',
    caption: 'Responses over the replications',
    columns: [
      ...CHANNEL,
      ...(isLabelled ? [LABELS] : []),
      ...cases.columns,
      ...(outcome === undefined ? [] : [{ title: 'Stage' }]),
      ...INTERVAL,
    ],
    rows,
  });
}

/**
 * The difference of each case from one of them, over the replications that both have; the intervals of a response hold together. The
 * candidates that the search of an optimisation screened out share no replication that counts with the chosen one.
 */
export function differencesTable(
  responses: readonly SampledResponse[],
  experiment: ExperimentDescription,
  from: number,
): Markup {
  const cases = new CaseCells(experiment.cases);
  const isLabelled = hasLabels(responses);
  // Bonferroni, as in `simultaneousDifferences`, which would drop every replication that any one case lacks.
  const compared = experiment.optimisation?.outcome?.finalists ?? [...experiment.cases.keys()];
  const others = compared.filter((number) => number !== from);
  const confidence = 1 - 0.05 / Math.max(1, others.length);
  const rows = responses.flatMap((response) => {
    const base = entryAt(response.cases, from);
    return others.flatMap((number) => {
      const sample = entryAt(response.cases, number);
      const now = independent(experiment, sample, base);
      const before = independent(experiment, base, sample);
      if (now.length === 0) return [];
      const difference = statistics.pairedDifference(now, before, confidence);
      const texts = statistics.meanTexts(difference);
      const figures = [
        texts.mean,
        texts.halfWidth,
        relative(difference.mean, statistics.summary(before).mean),
        verdict(difference),
        statistics.figureText(difference.count),
      ];
      return [[...channelCells(response, isLabelled), ...cases.of(number), ...figures]];
    });
  });
  return dataTable({
    id: 'differences-table',
    caption: `Differences from case ${from}`,
    columns: [
      ...CHANNEL,
      ...(isLabelled ? [LABELS] : []),
      ...cases.columns,
      ...['Difference', '± 95 %', 'in %'].map(numeric),
      { title: 'Verdict' },
      numeric('Pairs'),
    ],
    rows,
  });
}

/** The number of values, and out of how many if some are missing. */
export function countText(count: number, asked: number | undefined): string {
  return asked === undefined || count === asked
    ? statistics.figureText(count)
    : `${statistics.figureText(count)} of ${statistics.figureText(asked)}`;
}

function numeric(title: string): TableColumn {
  return { title, isNumber: true };
}

/** The least and greatest records of each case after the warm-up, over all its replications. States and vector elements have none. */
function recordRanges({
  channel,
  part,
  cases,
}: SampledResponse): (readonly [least: number, greatest: number] | undefined)[] {
  const ranges = cases.map((): [number, number] => [Infinity, -Infinity]);
  for (const { run, channel: facts } of part === '' ? (channel?.facts ?? []) : []) {
    const range = entryAt(ranges, run.case);
    range[0] = Math.min(range[0], facts.minimum ?? Infinity);
    range[1] = Math.max(range[1], facts.maximum ?? -Infinity);
  }
  return ranges.map((range) => (range[0] > range[1] ? undefined : range));
}

/** As a percentage of the magnitude of a mean, with one decimal. */
function relative(value: number | undefined, mean: number | undefined): string {
  const percent = ((value ?? NaN) / Math.abs(mean ?? NaN)) * 100;
  return Number.isFinite(percent) ? percent.toFixed(1) : '';
}

/** Replications needed for a half-width of 1 %: an estimate, so three digits suffice. Empty if there is none. */
function needed(values: readonly number[], { antithetic }: ExperimentDescription): string {
  const count = statistics.replicationsNeeded(values, { relative: 0.01 });
  return count === undefined ? '' : statistics.figureText(Number((antithetic ? 2 * count : count).toPrecision(3)));
}

function verdict({ mean, halfWidth }: statistics.MeanInterval): string {
  if (mean === undefined || halfWidth === undefined) return '';
  if (Math.abs(mean) <= halfWidth) return 'not significant';
  return mean > 0 ? 'greater' : 'less';
}

function channelCells({ name: own, unit, channel, part }: SampledResponse, isLabelled: boolean): string[] {
  if (channel === undefined) return ['', own, unit, 'declared', ...(isLabelled ? [''] : [])];
  const { node, name, kind, labels } = channel;
  const texts = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
  return [node, part === '' ? name : `${name}: ${part}`, unit, kind, ...(isLabelled ? [texts.join(' ')] : [])];
}

function hasLabels(responses: readonly SampledResponse[]): boolean {
  return responses.some(({ channel }) => channel !== undefined && Object.keys(channel.labels).length > 0);
}
