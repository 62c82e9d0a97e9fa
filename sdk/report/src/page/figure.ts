import { curveChart } from '../charts/curve-chart.js';
import { distributionChart } from '../charts/distribution-chart.js';
import { shareChart } from '../charts/share-chart.js';
import type { ReportChannel } from '../figures/channels.js';
import type { CurvePoint } from '../figures/curves.js';
import type { Distribution } from '../figures/distribution.js';
import { own, statesOf } from '../figures/responses.js';
import { chartTable } from './data-table.js';
import { markup, type Markup } from '../markup/html.js';
import { percent, shown, withUnit } from './numbers.js';

/** Points of a curve that its table has; the chart has all of them. */
const TABLE_POINTS = 40;

/** What the charts of a report share. */
export interface Frame {
  /** Names of the cases that are drawn. */
  readonly cases: readonly string[];
  readonly warmup: number;
  readonly duration: number;
  /** Of time; empty where it is unknown. */
  readonly unit: string;
}

/** Mean and band of a channel over time, or over the elements of a vector. */
export function curveFigure(
  channel: ReportChannel,
  curves: readonly (readonly CurvePoint[])[],
  { cases, warmup, duration, unit }: Frame,
): Markup {
  const isVector = channel.kind === 'vector';
  const x = isVector ? 'element' : withUnit('time', unit);
  const svg = curveChart(curves, {
    label: `${channel.node} ${channel.name}: mean and band over ${x}`,
    x,
    y: channel.unit,
    warmup: isVector ? 0 : warmup,
    end: isVector ? undefined : duration,
  });
  const columns = [
    x,
    ...cases.flatMap((_, number) => ['mean', '5 %', '95 %'].map((title) => forCase(title, number, cases))),
  ];
  const byX = curves.map((points) => new Map(points.map((point) => [point.x, point])));
  const all = [...new Set(curves.flatMap((points) => points.map((point) => point.x)))].sort((a, b) => a - b);
  const step = Math.ceil(all.length / TABLE_POINTS);
  const rows = all
    .filter((_, index) => index % step === 0)
    .map((at) => [
      shown(at),
      ...byX.flatMap((points) => {
        const point = points.get(at);
        return [shown(point?.mean), shown(point?.low), shown(point?.high)];
      }),
    ]);
  const note = step > 1 ? `Every ${step}. of ${all.length} points; the chart has all of them.` : '';
  return figure(channel, svg, cases, chartTable(columns, rows, note));
}

/** How the observations of a channel are distributed. */
export function distributionFigure(channel: ReportChannel, distribution: Distribution, { cases }: Frame): Markup {
  const label = `${channel.node} ${channel.name}: shares of observations`;
  const svg = distributionChart(distribution, cases.length, label, withUnit('value', channel.unit));
  const shares = cases.map((_, number) => distribution.shares(number));
  const { edges } = distribution;
  const rows = edges
    .slice(1)
    .map((edge, bin) => [shown(edges[bin]), shown(edge), ...shares.map((known) => percent(known?.[bin] ?? NaN))]);
  const columns = ['from', 'to', ...cases.map((_, number) => forCase('share', number, cases))];
  return figure(channel, svg, cases, chartTable(columns, rows, ''));
}

/** The share of time of each state: the mean over the replications. */
export function statesFigure(channel: ReportChannel, { cases }: Frame): Markup {
  const states = statesOf(channel);
  const bars = states.flatMap((state) =>
    cases.flatMap((_, number) => {
      const known = channel.facts.filter(({ run, channel: facts }) => run.case === number && facts.count > 0);
      if (known.length === 0) return [];
      const share = known.reduce((sum, { channel: facts }) => sum + own(facts.shares, state), 0) / known.length;
      return [{ row: forCase(state, number, cases), share, colour: `--case-${number}` }];
    }),
  );
  const svg = shareChart(bars, `${channel.node} ${channel.name}: share of time of each state`);
  const rows = bars.map(({ row, share }) => [row, percent(share)]);
  return figure(channel, svg, cases, chartTable(['state', 'share of time'], rows, ''));
}

function figure({ node, name }: ReportChannel, svg: Markup, cases: readonly string[], data: Markup): Markup {
  return markup`<figure tabindex="0"><figcaption>${node} <span>${name}</span></figcaption>${legend(cases)}
${svg}${data}</figure>
`;
}

function legend(cases: readonly string[]): Markup | undefined {
  if (cases.length === 1) return undefined;
  const entries = cases.map(
    (name, number) =>
      markup`<span><svg viewBox="0 0 29 10" aria-hidden="true"><use href="#line-${number}"/></svg>${name}</span>`,
  );
  return markup`<div class="legend">${entries}</div>`;
}

function forCase(title: string, number: number, cases: readonly string[]): string {
  return cases.length === 1 ? title : `${title}, case ${number}`;
}
