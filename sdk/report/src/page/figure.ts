import type { ResultChannel } from '@disco-engine/experiments';
import { entryAt } from '@disco-engine/kernel';
import { figureText } from '@disco-engine/statistics';
import { curveChart } from '../charts/curve-chart.js';
import { curvePanel } from '../charts/curve-panel.js';
import { distributionChart } from '../charts/distribution-chart.js';
import { distributionPanel } from '../charts/distribution-panel.js';
import type { CurvePoint } from '../figures/curves.js';
import type { Distribution } from '../figures/distribution.js';
import { chartTable } from './data-table.js';
import { markup, type Markup } from '../markup/html.js';
import type { DrawnCase, Frame } from './frame.js';
import { percent, withUnit } from './numbers.js';
import { hasPanels, panels, panelsKey } from './panels.js';

/** Number of points in the table of a curve; the chart shows all of them. */
const TABLE_POINTS = 40;

/** Mean and band of a channel, over time or over the elements of a vector. */
export function curveFigure(channel: ResultChannel, curves: readonly (readonly CurvePoint[])[], frame: Frame): Markup {
  const { cases, warmup, duration, unit } = frame;
  const isVector = channel.kind === 'vector';
  const x = isVector ? 'element' : withUnit('time', unit);
  const axes = {
    label: `${channel.node} ${channel.name}: mean and band over ${x}`,
    warmup: isVector ? 0 : warmup,
    end: isVector ? undefined : duration,
  };
  const svg = hasPanels(frame) ? curvePanels(curves, axes, frame) : curveChart(curves, { ...axes, x, y: channel.unit });
  const columns = [x, ...cases.flatMap((one) => ['mean', '5 %', '95 %'].map((title) => forCase(title, one, frame)))];
  const byX = curves.map((points) => new Map(points.map((point) => [point.x, point])));
  const all = [...new Set(curves.flatMap((points) => points.map((point) => point.x)))].sort((a, b) => a - b);
  const step = Math.ceil(all.length / TABLE_POINTS);
  const rows = all
    .filter((_, index) => index % step === 0)
    .map((at) => [
      figureText(at),
      ...byX.flatMap((points) => {
        const point = points.get(at);
        return [figureText(point?.mean), figureText(point?.low), figureText(point?.high)];
      }),
    ]);
  const note = step > 1 ? `One in ${step} of ${all.length} points; the chart shows all of them.` : '';
  return figure(channel, { svg, axes: `over ${x}`, frame, data: chartTable(columns, rows, note) });
}

function curvePanels(
  curves: readonly (readonly CurvePoint[])[],
  axes: { readonly label: string; readonly warmup: number; readonly end: number | undefined },
  frame: Frame,
): Markup {
  const low = curves.flat().reduce((least, point) => Math.min(least, point.low, point.mean), Infinity);
  const high = curves.flat().reduce((most, point) => Math.max(most, point.high, point.mean), -Infinity);
  const reference = entryAt(curves, frame.reference);
  return panels(frame, (slot, name) => {
    const label = `${axes.label}, ${name}`;
    const others = slot === frame.reference ? [] : reference;
    return curvePanel(entryAt(curves, slot), others, { ...axes, label, low, high });
  });
}

/** The distribution of a channel's observations. */
export function distributionFigure(channel: ResultChannel, distribution: Distribution, frame: Frame): Markup {
  const { cases } = frame;
  const label = `${channel.node} ${channel.name}: shares of observations`;
  const shares = cases.map((_, slot) => distribution.shares(slot));
  const most = shares.flatMap((known) => known ?? []).reduce((a, b) => Math.max(a, b), 0);
  const { reference } = frame;
  const svg = hasPanels(frame)
    ? panels(frame, (slot, name) =>
        distributionPanel(distribution, { slot, reference, most, label: `${label}, ${name}` }),
      )
    : distributionChart(distribution, cases.length, label, withUnit('value', channel.unit));
  const { edges } = distribution;
  const rows = edges
    .slice(1)
    .map((edge, bin) => [
      figureText(edges[bin]),
      figureText(edge),
      ...shares.map((known) => percent(known?.[bin] ?? NaN)),
    ]);
  const columns = ['from', 'to', ...cases.map((one) => forCase('share', one, frame))];
  return figure(channel, { svg, axes: 'by share of observations', frame, data: chartTable(columns, rows, '') });
}

/** @param axes completes the caption of panels, whose axes have no labels */
function figure(
  { node, name, unit }: ResultChannel,
  { svg, axes, frame, data }: { svg: Markup; axes: string; frame: Frame; data: Markup },
): Markup {
  if (hasPanels(frame))
    return markup`<figure class="wide" tabindex="0"><figcaption>${node} <span>${withUnit(name, unit)} ${axes}</span></figcaption>
${svg}${data}</figure>
`;
  return markup`<figure tabindex="0"><figcaption>${node} <span>${name}</span></figcaption>${legend(frame, ({ number }) => `case ${number}`)}
${svg}${data}</figure>
`;
}

/** Key to the lines of a section's charts, with the parameters of the cases; the charts themselves show only case numbers. */
export function caseKey(frame: Frame): Markup | undefined {
  return hasPanels(frame) ? panelsKey(frame) : legend(frame, ({ name }) => name);
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
