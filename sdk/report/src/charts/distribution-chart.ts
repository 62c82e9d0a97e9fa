import { gridY, lineY, rectY, ruleY } from '@observablehq/plot';
import type { Distribution } from '../figures/distribution.js';
import type { Markup } from '../markup/html.js';
import { caseStroke, chart } from './chart.js';
import { tickFormat } from './tick-format.js';

/** Draws the shares of the bins: bars for one case, outlines for several. */
export function distributionChart(distribution: Distribution, cases: number, label: string, x: string): Markup {
  const { edges } = distribution;
  const marks = Array.from({ length: cases }, (_, number) => {
    const shares = distribution.shares(number) ?? [];
    if (cases === 1) {
      const bars = shares.map((share, bin) => ({ low: edges[bin] ?? NaN, high: edges[bin + 1] ?? NaN, share }));
      return rectY(bars, {
        x1: 'low',
        x2: 'high',
        y: 'share',
        fill: 'var(--case-0)',
        fillOpacity: 0.75,
        insetRight: 1,
      });
    }
    const steps = [...shares, 0].map((share, bin) => ({ x: edges[bin] ?? NaN, share }));
    return lineY(steps, { x: 'x', y: 'share', curve: 'step-after', ...caseStroke(number) });
  });
  return chart({
    label,
    x: {
      label: x,
      labelArrow: 'none',
      ...tickFormat(Math.max(Math.abs(edges[0] ?? NaN), Math.abs(edges[edges.length - 1] ?? NaN))),
    },
    y: { label: 'share of observations', labelArrow: 'none', tickFormat: '%' },
    marks: [gridY({ stroke: 'var(--rule)', strokeOpacity: 1 }), ...marks, ruleY([0])],
  });
}
