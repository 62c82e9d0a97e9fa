import { barX, gridX } from '@observablehq/plot';
import type { Schedule } from '../figures/schedule.js';
import type { Markup } from '../markup/html.js';
import { chart } from './chart.js';
import { rowMargin, shortRow } from './share-chart.js';
import { stateColour } from './state-colours.js';

/** A Gantt chart: a row for each node, a bar for each spell in a state. */
export function scheduleChart({ group, spells, from, to }: Schedule, label: string, x: string): Markup {
  const rows = [...new Set(spells.map(({ row }) => row))];
  const marks = group.states.map((state, place) =>
    barX(
      spells.filter((spell) => spell.state === state),
      { x1: 'from', x2: 'to', y: 'row', fill: `var(${stateColour(place)})`, insetTop: 2, insetBottom: 2 },
    ),
  );
  return chart({
    label,
    width: 920,
    height: 64 + rows.length * 20,
    marginLeft: rowMargin(rows),
    x: { label: x, labelArrow: 'none', domain: [from, to] },
    y: { label: null, domain: rows, tickSize: 0, tickFormat: shortRow },
    marks: [gridX({ stroke: 'var(--rule)', strokeOpacity: 1 }), ...marks],
  });
}
