import { areaY, gridY, lineY, ruleX } from '@observablehq/plot';
import type { CurvePoint } from '../figures/curves.js';
import type { Markup } from '../markup/html.js';
import { chart, PANEL } from './chart.js';
import type { CurveAxes } from './curve-chart.js';
import { tickFormat } from './tick-format.js';

/** What the panels of a figure share, so that they can be compared. */
export interface PanelAxes extends Omit<CurveAxes, 'x' | 'y'> {
  readonly low: number;
  readonly high: number;
}

/** Mean and band of one case of many, with the mean of another one for comparison. */
export function curvePanel(
  points: readonly CurvePoint[],
  reference: readonly CurvePoint[],
  { label, warmup, end, low, high }: PanelAxes,
): Markup {
  const dashed = warmup > 0 ? [ruleX([warmup], { stroke: 'var(--muted)', strokeDasharray: '3 3' })] : [];
  const colour = 'var(--case-0)';
  return chart({
    ...PANEL,
    label,
    x: { label: null, ticks: 4, ...(end !== undefined && { domain: [0, end] }) },
    y: { label: null, ticks: 4, nice: true, domain: [low, high], ...tickFormat(Math.max(-low, high)) },
    marks: [
      gridY({ stroke: 'var(--rule)', strokeOpacity: 1, ticks: 4 }),
      areaY(points, { x: 'x', y1: 'low', y2: 'high', fill: colour, fillOpacity: 0.16 }),
      ...dashed,
      lineY(reference, { x: 'x', y: 'mean', stroke: 'var(--muted)', strokeWidth: 1 }),
      lineY(points, { x: 'x', y: 'mean', stroke: colour, strokeWidth: 1.5 }),
    ],
  });
}
