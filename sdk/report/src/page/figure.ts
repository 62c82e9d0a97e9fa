import type { ResultChannel } from '@disco-engine/experiments';
import { curveChart } from '../charts/curve-chart.js';
import { distributionChart } from '../charts/distribution-chart.js';
import type { CurvePoint } from '../figures/curves.js';
import type { Distribution } from '../figures/distribution.js';
import { chartTable } from './data-table.js';
import { markup, type Markup } from '../markup/html.js';
import { percent, shown, withUnit } from './numbers.js';

/** Number of points in the table of a curve; the chart shows all of them. */
const TABLE_POINTS = 40;

export interface DrawnCase {
  readonly number: number;
  /** Includes the parameters that differ between cases. */
  readonly name: string;
}

/** Settings that all charts of a report share. */
export interface Frame {
  /** The drawn cases, at most eight. */
  readonly cases: readonly DrawnCase[];
  /** Whether the experiment has several cases. */
  readonly hasCases: boolean;
  readonly warmup: number;
  readonly duration: number;
  /** Unit of time; empty if unknown. */
  readonly unit: string;
}

/** Mean and band of a channel, over time or over the elements of a vector. */
export function curveFigure(channel: ResultChannel, curves: readonly (readonly CurvePoint[])[], frame: Frame): Markup {
  const { cases, warmup, duration, unit } = frame;
  const isVector = channel.kind === 'vector';
  const x = isVector ? 'element' : withUnit('time', unit);
  const svg = curveChart(curves, {
    label: `${channel.node} ${channel.name}: mean and band over ${x}`,
    x,
    y: channel.unit,
    warmup: isVector ? 0 : warmup,
    end: isVector ? undefined : duration,
  });
  const columns = [x, ...cases.flatMap((one) => ['mean', '5 %', '95 %'].map((title) => forCase(title, one, frame)))];
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
  const note = step > 1 ? `One in ${step} of ${all.length} points; the chart shows all of them.` : '';
  return figure(channel, svg, frame, chartTable(columns, rows, note));
}

/** The distribution of a channel's observations. */
export function distributionFigure(channel: ResultChannel, distribution: Distribution, frame: Frame): Markup {
  const { cases } = frame;
  const label = `${channel.node} ${channel.name}: shares of observations`;
  const svg = distributionChart(distribution, cases.length, label, withUnit('value', channel.unit));
  const shares = cases.map((_, slot) => distribution.shares(slot));
  const { edges } = distribution;
  const rows = edges
    .slice(1)
    .map((edge, bin) => [shown(edges[bin]), shown(edge), ...shares.map((known) => percent(known?.[bin] ?? NaN))]);
  const columns = ['from', 'to', ...cases.map((one) => forCase('share', one, frame))];
  return figure(channel, svg, frame, chartTable(columns, rows, ''));
}

function figure({ node, name }: ResultChannel, svg: Markup, frame: Frame, data: Markup): Markup {
  return markup`<figure tabindex="0"><figcaption>${node} <span>${name}</span></figcaption>${legend(frame, ({ number }) => `case ${number}`)}
${svg}${data}</figure>
`;
}

/** Key to the lines of a section's charts, with the parameters of the cases; the charts themselves show only case numbers. */
export function caseKey(frame: Frame): Markup | undefined {
  return legend(frame, ({ name }) => name);
}

function legend({ cases, hasCases }: Frame, textOf: (one: DrawnCase) => string): Markup | undefined {
  if (!hasCases) return undefined;
  const entries = cases.map(
    (one, slot) =>
      markup`<span><svg viewBox="0 0 29 10" aria-hidden="true"><use href="#line-${slot}"/></svg>${textOf(one)}</span>`,
  );
  return markup`<div class="legend">${entries}</div>`;
}

/** The title of a column or row, with its case if there are several. */
export function forCase(title: string, { number }: DrawnCase, { hasCases }: Frame): string {
  return hasCases ? `${title}, case ${number}` : title;
}
