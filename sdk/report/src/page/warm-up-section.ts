import { figureText } from '@disco-engine/statistics';
import { warmUpCharts } from '../charts/warm-up-chart.js';
import { VERDICTS, type WarmUp } from '../figures/warm-up.js';
import { chartTable, dataTable } from './data-table.js';
import type { Frame } from './frame.js';
import { markup, type Markup } from '../markup/html.js';
import { withUnit } from './numbers.js';

/** Only the worst channels have charts; the table lists all of them. */
const MOST_PICTURES = 4;

const NO_WARMUP =
  'The experiment has no warm-up. That is right for a terminating study, whose start is part of the question: ignore this section then. For a study of the long run, this is how long the start matters. ';

/** MSER's verdict on the warm-up, and charts of the channels where the warm-up is worst. */
export function warmUpSection(warmUps: readonly WarmUp[], frame: Frame): Markup {
  const { hasCases, warmup, unit } = frame;
  const counts = VERDICTS.map((verdict) => [verdict, warmUps.filter((one) => one.verdict === verdict).length] as const);
  const told = counts.filter(([, count]) => count > 0).map(([verdict, count]) => `${verdict} (${count})`);
  const pictures = warmUps.slice(0, MOST_PICTURES).map((one) => picture(one, frame));
  return markup`<p>${warmup > 0 ? '' : NO_WARMUP}MSER-5 finds the cutoff after which the mean over the replications has the least estimated error; ${warmup > 0 ? `the warm-up, ${`${figureText(warmup)} ${unit}`.trim()},` : 'a warm-up'} should be at least that long.${hasCases ? ' The worst of the drawn cases counts.' : ''} Treat it as a hint: it takes a slow drift for a transient, and now and then chance, so look at the curves.</p>
<p>Verdicts on the ${warmUps.length} drawn channels: <strong>${told.join(', ')}</strong>.</p>
${dataTable({
  id: 'warm-up-table',
  caption: 'Warm-up suggested by MSER',
  columns: [
    { title: 'Node' },
    { title: 'Name' },
    ...(hasCases ? [{ title: 'Case', isNumber: true }] : []),
    { title: withUnit('Suggested', unit), isNumber: true },
    { title: withUnit('Used', unit), isNumber: true },
    { title: 'Verdict' },
  ],
  rows: warmUps.map((one) => [
    one.channel.node,
    one.channel.name,
    ...(hasCases ? [String(one.case)] : []),
    figureText(one.suggested),
    figureText(warmup),
    one.verdict,
  ]),
})}
<div class="charts">${pictures}</div>`;
}

function picture(one: WarmUp, { hasCases, warmup, duration, unit }: Frame): Markup {
  const { node, name, unit: y } = one.channel;
  const charts = warmUpCharts(one, {
    label: `${node} ${name}`,
    x: withUnit('time', unit),
    y,
    left: withUnit('cutoff', unit),
    warmup,
    duration,
  });
  const time = (epoch: number): string => `${figureText(epoch)} ${unit}`.trim();
  const cut = one.suggested === undefined ? 'no cutoff found' : `cutoff ${time(one.suggested)}`;
  const lines = [
    one.suggested === undefined ? undefined : sample('--bad', 'none', 'suggested'),
    warmup > 0 ? sample('--muted', '3 3', 'used') : undefined,
  ];
  const rows = one.statistic.map(({ epoch, error }) => [figureText(epoch), figureText(error)]);
  return markup`<figure tabindex="0"><figcaption>${node} <span>${name}${hasCases ? `, case ${one.case}` : ''}: ${one.verdict}, ${cut}</span></figcaption>
<div class="legend">${lines}</div>
${charts}${chartTable([withUnit('cutoff', unit), 'MSER'], rows, '')}</figure>
`;
}

function sample(colour: string, dashes: string, text: string): Markup {
  return markup`<span><svg viewBox="0 0 29 10" aria-hidden="true"><line x1="0" x2="29" y1="5" y2="5" stroke="var(${colour})" stroke-width="1.7" stroke-dasharray="${dashes}"/></svg>${text}</span>`;
}
