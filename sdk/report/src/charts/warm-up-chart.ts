import { dot, gridY, lineY, ruleX } from '@observablehq/plot';
import type { WarmUp } from '../figures/warm-up.js';
import type { Markup } from '../markup/html.js';
import { chart } from './chart.js';
import { tickFormat } from './tick-format.js';

export interface WarmUpAxes {
  readonly label: string;
  readonly x: string;
  readonly y: string;
  /** Label of the axis of cutoff epochs. */
  readonly left: string;
  readonly warmup: number;
  readonly duration: number;
}

/** The mean over the replications, and below it the MSER statistic by cutoff epoch. */
export function warmUpCharts({ points, suggested, statistic }: WarmUp, axes: WarmUpAxes): readonly Markup[] {
  const x = { label: axes.x, labelArrow: 'none', domain: [0, axes.duration] };
  const grid = gridY({ stroke: 'var(--rule)', strokeOpacity: 1 });
  const used = axes.warmup > 0 ? [ruleX([axes.warmup], { stroke: 'var(--muted)', strokeDasharray: '3 3' })] : [];
  const cut = suggested === undefined ? [] : [ruleX([suggested], { stroke: 'var(--bad)', strokeWidth: 1.5 })];
  const least = statistic.filter(({ epoch }) => epoch === suggested);
  const common = { strokeWidth: 1.5, stroke: 'var(--case-0)' };
  const greatest = points.reduce((most, { mean }) => Math.max(most, Math.abs(mean)), 0);
  return [
    chart({
      label: `${axes.label}: mean over the replications`,
      height: 170,
      x,
      y: { label: axes.y, labelArrow: 'none', nice: true, ...tickFormat(greatest) },
      marks: [grid, ...used, ...cut, lineY(points, { x: 'x', y: 'mean', ...common })],
    }),
    chart({
      label: `${axes.label}: MSER statistic`,
      height: 124,
      x: { ...x, label: axes.left },
      y: { label: 'MSER', labelArrow: 'none', nice: true, ticks: 3, tickFormat: '~g' },
      marks: [
        grid,
        ...cut,
        lineY(statistic, { x: 'epoch', y: 'error', ...common }),
        dot(least, { x: 'epoch', y: 'error', r: 3, fill: 'var(--bad)' }),
      ],
    }),
  ];
}
