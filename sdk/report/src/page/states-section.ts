import { figureText } from '@disco-engine/statistics';
import { scheduleChart } from '../charts/schedule-chart.js';
import { shareChart } from '../charts/share-chart.js';
import { stateColour } from '../charts/state-colours.js';
import type { Schedule } from '../figures/schedule.js';
import { meanShares, type StateGroup } from '../figures/state-groups.js';
import { markup, type Markup } from '../markup/html.js';
import { chartTable } from './data-table.js';
import { forCase } from './figure.js';
import type { DrawnCase, Frame } from './frame.js';
import { percent, withUnit } from './numbers.js';

/** More bars would fill pages. */
const MOST_BARS = 48;
const MOST_TABLE_ROWS = 200;

/**
 * How nodes divide their time among states, and when each was in which state during one replication.
 *
 * @param best the case that charts of several nodes show; a chart of one node shows all cases
 */
export function statesSection(
  groups: readonly StateGroup[],
  schedules: readonly Schedule[],
  best: DrawnCase,
  frame: Frame,
): Markup {
  const charts = groups.map((group) => sharesFigure(group, best, frame));
  const gantt = schedules.map((schedule) => scheduleFigure(schedule, frame));
  return markup`<p>The share of the time after the warm-up that each node spends in each state, averaged over the replications.</p>
<div class="charts">${charts}</div>
${gantt.length === 0 ? '' : markup`<h3>One replication as a Gantt chart</h3>${gantt}`}`;
}

function sharesFigure(group: StateGroup, best: DrawnCase, frame: Frame): Markup {
  const { channels, states } = group;
  const [only] = channels;
  const isOne = channels.length === 1;
  const rows = channels.flatMap((channel) =>
    frame.cases.flatMap((one) => {
      const shares = meanShares(channel, states, one.number);
      return shares === undefined ? [] : [{ node: channel.node, one, shares }];
    }),
  );
  const charted = rows.filter(({ one }) => isOne || one.number === best.number);
  const bars = charted.slice(0, MOST_BARS).flatMap(({ node, one, shares }) =>
    shares.map((share, place) => ({
      row: isOne && frame.hasCases ? `case ${one.number}` : node,
      share,
      colour: stateColour(place),
    })),
  );
  const notes = [
    charted.length > MOST_BARS && `The chart leaves out ${charted.length - MOST_BARS} more nodes.`,
    rows.length > MOST_TABLE_ROWS && `The first ${MOST_TABLE_ROWS} of ${rows.length} rows; “Responses” lists them all.`,
  ].filter((note) => note !== false);
  const cells = rows
    .slice(0, MOST_TABLE_ROWS)
    .map(({ node, one, shares }) => [forCase(node, one, frame), ...shares.map(percent)]);
  const which = isOne || !frame.hasCases ? '' : `, ${best.name}`;
  return markup`<figure tabindex="0"><figcaption>${isOne ? only?.node : `${channels.length} nodes`} <span>${group.name}${which}</span></figcaption>${stateLegend(states)}
${shareChart(bars, `${group.name}: share of time of each state${which}`)}${chartTable(['node', ...states], cells, notes.join(' '))}</figure>
`;
}

function scheduleFigure(schedule: Schedule, frame: Frame): Markup {
  const { group, run, spells, from, to, rows } = schedule;
  const time = (epoch: number): string => `${figureText(epoch)} ${frame.unit}`.trim();
  const which = `${frame.hasCases ? `case ${run.case}, ` : ''}replication ${run.replication}`;
  const part = to < frame.duration ? ', as far as individual states are visible' : '';
  const nodes = rows < group.channels.length ? `; the first ${rows} of ${group.channels.length} nodes` : '';
  const x = withUnit('time', frame.unit);
  const cells = spells.map((spell) => [spell.row, spell.state, figureText(spell.from), figureText(spell.to)]);
  return markup`<figure class="schedule" tabindex="0"><figcaption>${group.name} <span>${which}, from ${time(from)} to ${time(to)}${part}${nodes}</span></figcaption>${stateLegend(group.states)}
<div class="scroll" tabindex="0" role="region" aria-label="Gantt chart of ${group.name}">${scheduleChart(schedule, `${group.name}: states of nodes over time, ${which}`, x)}</div>${chartTable(['node', 'state', 'from', 'to'], cells.slice(0, MOST_TABLE_ROWS), cells.length > MOST_TABLE_ROWS ? `The first ${MOST_TABLE_ROWS} of ${cells.length} spells.` : '')}</figure>
`;
}

function stateLegend(states: readonly string[]): Markup {
  const entries = states.map(
    (state, place) =>
      markup`<span><svg viewBox="0 0 29 10" aria-hidden="true"><rect width="29" height="10" fill="var(${stateColour(place)})"/></svg>${state}</span>`,
  );
  return markup`<div class="legend">${entries}</div>`;
}
