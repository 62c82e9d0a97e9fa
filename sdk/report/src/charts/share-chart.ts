import { barX, gridX, ruleX } from '@observablehq/plot';
import type { Markup } from '../markup/html.js';
import { chart } from './chart.js';

export interface ShareBar {
  readonly row: string;
  readonly share: number;
  /** A colour variable of the page's style, such as `--case-0`. */
  readonly colour: string;
}

const LONGEST = 22;

/** Shares of a whole, as one stacked bar per row. */
export function shareChart(bars: readonly ShareBar[], label: string): Markup {
  const rows = [...new Set(bars.map(({ row }) => row))];
  const ends = new Map<string, number>();
  const placed = bars.map((bar) => {
    const from = ends.get(bar.row) ?? 0;
    ends.set(bar.row, from + bar.share);
    return { ...bar, from, to: from + bar.share };
  });
  const colours = [...new Set(bars.map(({ colour }) => colour))];
  const marks = colours.map((colour) =>
    barX(
      placed.filter((bar) => bar.colour === colour),
      { x1: 'from', x2: 'to', y: 'row', fill: `var(${colour})`, fillOpacity: 0.75, insetTop: 1, insetBottom: 1 },
    ),
  );
  return chart({
    label,
    height: 60 + rows.length * 20,
    marginLeft: rowMargin(rows),
    x: { label: null, domain: [0, 1], tickFormat: '%', ticks: 5 },
    y: { label: null, domain: rows, tickSize: 0, tickFormat: shortRow },
    marks: [gridX({ stroke: 'var(--rule)', strokeOpacity: 1 }), ...marks, ruleX([0])],
  });
}

/** Left margin for the names of the rows, wide enough for the larger type on a phone. */
export function rowMargin(rows: readonly string[]): number {
  const longest = rows.reduce((most, row) => Math.max(most, row.length), 0);
  return 24 + Math.min(LONGEST, longest) * 8;
}

/** Keeps the end of a long name, where names usually differ. */
export function shortRow(text: string): string {
  return text.length > LONGEST ? `…${text.slice(text.length - LONGEST + 1)}` : text;
}
