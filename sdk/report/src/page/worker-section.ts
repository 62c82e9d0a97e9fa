import { entryAt } from '@disco-engine/kernel';
import { shareChart } from '../charts/share-chart.js';
import type { RunFacts } from '@disco-engine/experiments';
import { dataTable } from './data-table.js';
import { markup, type Markup } from '../markup/html.js';
import { percent, shown } from './numbers.js';

/** More bars would fill pages; the table has all workers. */
const MOST_BARS = 64;

const PARTS = [
  { name: 'busy', colour: '--case-0' },
  { name: 'blocked', colour: '--case-1' },
  { name: 'idle', colour: '--rule' },
] as const;

type Times = Record<(typeof PARTS)[number]['name'], number>;

/** What the workers did with their time, over all replications that have finished, and which ports held them up. */
export function workerSection(runs: readonly RunFacts[]): Markup {
  const times: Times[] = [];
  const ports = new Map<string, number>();
  for (const { workers } of runs) {
    for (const [index, { busy, blocked, idle, heldUpAt }] of workers.entries()) {
      const sum = (times[index] ??= { busy: 0, blocked: 0, idle: 0 });
      sum.busy += busy;
      sum.blocked += blocked;
      sum.idle += idle ?? 0;
      if (heldUpAt !== null) ports.set(heldUpAt, (ports.get(heldUpAt) ?? 0) + 1);
    }
  }
  const shares = times.map((time) => {
    const total = time.busy + time.blocked + time.idle;
    return PARTS.map(({ name, colour }) => ({ colour, share: total > 0 ? time[name] / total : 0 }));
  });
  const bars = shares
    .slice(0, MOST_BARS)
    .flatMap((parts, index) => parts.map((part) => ({ ...part, row: `worker ${index}` })));
  const number = (title: string): { title: string; isNumber: true } => ({ title, isNumber: true });
  const table = dataTable({
    id: 'workers-table',
    caption: 'Time of the workers',
    columns: ['Worker', 'Busy s', 'Blocked s', 'Idle s', 'Busy', 'Blocked', 'Idle'].map(number),
    rows: times.map((time, index) => [
      String(index),
      ...PARTS.map(({ name }) => shown(time[name] / 1000)),
      ...entryAt(shares, index).map(({ share }) => percent(share)),
    ]),
  });
  const legend = PARTS.map(
    ({ name, colour }) =>
      markup`<span><svg viewBox="0 0 29 10" aria-hidden="true"><rect width="29" height="10" fill="var(${colour})"/></svg>${name}</span>`,
  );
  return markup`<p>Busy, blocked by another worker, and idle, over all replications that have finished.</p>
<div class="charts"><figure tabindex="0"><div class="legend">${legend}</div>
${shareChart(bars, 'Share of time that each worker was busy, blocked and idle')}</figure></div>
${table}
${ports.size === 0 ? '' : portsTable(ports)}`;
}

function portsTable(ports: ReadonlyMap<string, number>): Markup {
  const rows = [...ports].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return markup`<h3>What held the run up</h3>
    <p>The port that a worker waited for longest, and in how many runs of a worker it was that one.</p>
    ${dataTable({
      id: 'ports-table',
      caption: 'Ports that held workers up',
      columns: [{ title: 'Port' }, { title: 'Times', isNumber: true }],
      rows: rows.map(([port, times]) => [port, String(times)]),
    })}`;
}
