import { gridY, lineY, rectY, ruleY } from '@observablehq/plot';
import type { Distribution } from '../figures/distribution.js';
import type { Markup } from '../markup/html.js';
import { caseStroke, chart } from './chart.js';
import { tickFormat } from './tick-format.js';

/** Draws the shares of the bins: bars for one case, outlines for several. */
export function distributionChart(distribution: Distribution, cases: number, label: string, x: string): Markup {
  const marks = Array.from({ length: cases }, (_, slot) => {
    if (cases > 1)
      return lineY(distributionSteps(distribution, slot), {
        x: 'x',
        y: 'share',
        curve: 'step-after',
        ...caseStroke(slot),
      });
    const bars = { x1: 'low', x2: 'high', y: 'share', fill: 'var(--case-0)', fillOpacity: 0.75, insetRight: 1 };
    return rectY(distributionBars(distribution, slot), bars);
  });
  return chart({
    label,
    x: { label: x, labelArrow: 'none', ...edgesFormat(distribution.edges) },
    y: { label: 'share of observations', labelArrow: 'none', tickFormat: '%' },
    marks: [gridY({ stroke: 'var(--rule)', strokeOpacity: 1 }), ...marks, ruleY([0])],
  });
}

/** A bar for each bin of a case. */
export function distributionBars(
  distribution: Distribution,
  slot: number,
): { readonly low: number; readonly high: number; readonly share: number }[] {
  const { edges } = distribution;
  const shares = distribution.shares(slot) ?? [];
  return shares.map((share, bin) => ({ low: edges[bin] ?? NaN, high: edges[bin + 1] ?? NaN, share }));
}

/** The outline of a case's bars. */
export function distributionSteps(
  distribution: Distribution,
  slot: number,
): { readonly x: number; readonly share: number }[] {
  const shares = distribution.shares(slot) ?? [];
  return [...shares, 0].map((share, bin) => ({ x: distribution.edges[bin] ?? NaN, share }));
}

/** The format of an axis that spans the bins. */
export function edgesFormat(edges: readonly number[]): ReturnType<typeof tickFormat> {
  return tickFormat(Math.max(Math.abs(edges[0] ?? NaN), Math.abs(edges[edges.length - 1] ?? NaN)));
}
