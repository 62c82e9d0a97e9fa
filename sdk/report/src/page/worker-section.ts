import { entryAt } from '@disco-engine/kernel';
import { shareChart } from '../charts/share-chart.js';
import type { RunFacts } from '@disco-engine/experiments';
import { figureText } from '@disco-engine/statistics';
import { dataTable } from './data-table.js';
import { markup, type Markup } from '../markup/html.js';
import { percent } from './numbers.js';

/** More bars would fill pages; the table lists all workers. */
const MOST_BARS = 64;

const BUSY = { name: 'busy', title: 'Not blocked', colour: '--case-0' } as const;
const BLOCKED = { name: 'blocked', title: 'Blocked', colour: '--case-1' } as const;
const IDLE = { name: 'idle', title: 'Idle', colour: '--case-7' } as const;

type Times = Record<'busy' | 'blocked' | 'idle', number>;

/** How the workers spent their time over all finished replications, and which ports held them up. */
export function workerSection(runs: readonly RunFacts[]): Markup {
  const times: Times[] = [];
  const ports = new Map<string, number>();
  let isIdleMeasured = false;
  for (const { workers } of runs) {
    for (const [index, { busy, blocked, idle, heldUpAt }] of workers.entries()) {
      const sum = (times[index] ??= { busy: 0, blocked: 0, idle: 0 });
      sum.busy += busy;
      sum.blocked += blocked;
      sum.idle += idle ?? 0;
      if (typeof idle === 'number') isIdleMeasured = true;
      if (heldUpAt !== null) ports.set(heldUpAt, (ports.get(heldUpAt) ?? 0) + 1);
    }
  }
  const parts = isIdleMeasured ? [{ ...BUSY, title: 'Busy' }, BLOCKED, IDLE] : [BUSY, BLOCKED];
  const shares = times.map((time) => {
    const total = time.busy + time.blocked + time.idle;
    return parts.map(({ name, colour }) => ({ colour, share: total > 0 ? time[name] / total : 0 }));
  });
  const bars = shares
    .slice(0, MOST_BARS)
    .flatMap((ofWorker, index) => ofWorker.map((part) => ({ ...part, row: `worker ${index}` })));
  const number = (title: string): { title: string; isNumber: true } => ({ title, isNumber: true });
  const table = dataTable({
    id: 'workers-table',
    caption: 'Time of the workers',
    columns: ['Worker', ...parts.map(({ title }) => `${title} (s)`), ...parts.map(({ title }) => title)].map(number),
    rows: times.map((time, index) => [
      String(index),
      ...parts.map(({ name }) => figureText(time[name] / 1000)),
      ...entryAt(shares, index).map(({ share }) => percent(share)),
    ]),
  });
  const legend = parts.map(
    ({ title, colour }) =>
      markup`<span><svg viewBox="0 0 29 10" aria-hidden="true"><rect width="29" height="10" fill="var(${colour})"/></svg>${title.toLowerCase()}</span>`,
  );
  const text = isIdleMeasured
    ? 'Time that each worker was busy, blocked by another worker, or idle'
    : 'Wall-clock time: how long each worker was blocked by another, and the rest, in which it computed or waited for its machine';
  return markup`<p>${text}, over all finished replications.</p>
<div class="charts"><figure tabindex="0"><div class="legend">${legend}</div>
${shareChart(bars, `Share of time of each worker: ${parts.map(({ title }) => title.toLowerCase()).join(', ')}`)}</figure></div>
${table}
${ports.size === 0 ? '' : portsTable(ports)}`;
}

function portsTable(ports: ReadonlyMap<string, number>): Markup {
  const rows = [...ports].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return markup`<h3>What held the run up</h3>
    <p>How often a port was the one that a worker waited for longest, counted once per worker and replication.</p>
    ${dataTable({
      id: 'ports-table',
      caption: 'Ports that held workers up',
      columns: [{ title: 'Port' }, { title: 'Times', isNumber: true }],
      rows: rows.map(([port, times]) => [port, String(times)]),
    })}`;
}
