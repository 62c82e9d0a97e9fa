import { gridY, lineY, rectY, ruleY } from '@observablehq/plot';
import type { Distribution } from '../figures/distribution.js';
import type { Markup } from '../markup/html.js';
import { chart, PANEL } from './chart.js';
import { distributionBars, distributionSteps, edgesFormat } from './distribution-chart.js';

/** The shares of one case of many as bars, with the outline of another one for comparison. */
export function distributionPanel(
  distribution: Distribution,
  { slot, reference, most, label }: { slot: number; reference: number; most: number; label: string },
): Markup {
  const { edges } = distribution;
  const bars = { x1: 'low', x2: 'high', y: 'share', fill: 'var(--case-0)', fillOpacity: 0.75, insetRight: 0.5 };
  return chart({
    ...PANEL,
    label,
    x: { label: null, ticks: 4, domain: [edges[0], edges[edges.length - 1]], ...edgesFormat(edges) },
    y: { label: null, ticks: 4, tickFormat: '%', domain: [0, most] },
    marks: [
      gridY({ stroke: 'var(--rule)', strokeOpacity: 1, ticks: 4 }),
      rectY(distributionBars(distribution, slot), bars),
      lineY(distributionSteps(distribution, reference), {
        x: 'x',
        y: 'share',
        curve: 'step-after',
        stroke: 'var(--muted)',
      }),
      ruleY([0]),
    ],
  });
}
