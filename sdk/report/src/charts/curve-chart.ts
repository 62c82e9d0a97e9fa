import { areaY, gridY, lineY, ruleX } from '@observablehq/plot';
import type { CurvePoint } from '../figures/curves.js';
import type { Markup } from '../markup/html.js';
import { caseStroke, chart } from './chart.js';
import { tickFormat } from './tick-format.js';

export interface CurveAxes {
  readonly label: string;
  readonly x: string;
  readonly y: string;
  /** Marked by a vertical line if it is above 0. */
  readonly warmup: number;
  /** End of the x axis, which starts at 0. If undefined, the axis spans the curves. */
  readonly end: number | undefined;
}

/** Mean and band of each case. */
export function curveChart(curves: readonly (readonly CurvePoint[])[], axes: CurveAxes): Markup {
  // Bands of many cases would hide each other's lines.
  const fillOpacity = Math.min(0.16, 0.36 / curves.length);
  const bands = curves.map((points, number) =>
    areaY(points, { x: 'x', y1: 'low', y2: 'high', fill: `var(--case-${number})`, fillOpacity }),
  );
  const lines = curves.map((points, number) => lineY(points, { x: 'x', y: 'mean', ...caseStroke(number) }));
  const warmup = axes.warmup > 0 ? [ruleX([axes.warmup], { stroke: 'var(--muted)', strokeDasharray: '3 3' })] : [];
  const greatest = curves.flat().reduce((most, { low, high }) => Math.max(most, Math.abs(low), Math.abs(high)), 0);
  return chart({
    label: axes.label,
    x: { label: axes.x, labelArrow: 'none', ...(axes.end !== undefined && { domain: [0, axes.end] }) },
    y: { label: axes.y, labelArrow: 'none', nice: true, ...tickFormat(greatest) },
    marks: [gridY({ stroke: 'var(--rule)', strokeOpacity: 1 }), ...bands, ...warmup, ...lines],
  });
}
