import { createHash } from 'node:crypto';
import { caseStroke } from '../charts/chart.js';
import type { ReportChannel } from '../figures/channels.js';
import { MOST_CASES, type Drawing } from '../figures/read-drawings.js';
import type { Response } from '../figures/responses.js';
import { warmUpsOf } from '../figures/warm-up.js';
import type { ExperimentDescription, Results, RunFacts } from '@disco-engine/experiments';
import { caseNames } from './case-names.js';
import { curveFigure, distributionFigure, statesFigure, type Frame } from './figure.js';
import { graphSection } from './graph-section.js';
import { markup, Markup, type Content } from '../markup/html.js';
import { overview, replicationsTable } from './overview.js';
import { intervalNotes } from './interval-notes.js';
import { differencesTable, responsesTable } from './response-tables.js';
import { SCRIPT } from './script.js';
import { STYLE } from './style.js';
import { warmUpSection } from './warm-up-section.js';
import { workerSection } from './worker-section.js';

export interface PageContent {
  readonly results: Results;
  readonly channels: readonly ReportChannel[];
  readonly responses: readonly Response[];
  readonly drawings: readonly Drawing[];
}

/** The whole page. The same results give the same bytes. */
export function page({ results, channels, responses, drawings }: PageContent): string {
  const { experiment, runs, graph } = results;
  const { warmup, duration, unit } = experiment;
  const finished = runs.filter(({ status }) => status === 'FINISHED');
  const cases = experiment.cases.length;
  const names = caseNames(experiment.cases).slice(0, MOST_CASES);
  const frame: Frame = { cases: names, warmup, duration, unit };
  const curves = drawings.filter(
    (one) => one.channel.kind !== 'tally' && one.curves.some((points) => points.length > 0),
  );
  const warmUps = warmUpsOf(drawings, warmup);
  const notes = [
    drawings.length < channels.length &&
      `${drawings.length} of ${channels.length} channels are drawn; the tables have all of them.`,
    cases > MOST_CASES && `The first ${MOST_CASES} of ${cases} cases are drawn.`,
  ].filter((note) => note !== false);
  const sections = [
    section('responses', 'Responses', responses.length > 0, () => [
      paragraph(
        `Means over the replications that have finished, with Student’s t interval for a confidence of 95\u00a0%. The column “for ±1\u00a0%” estimates how many replications a half-width of 1\u00a0% of the mean needs in all. Minimum and maximum are those of the ${experiment.antithetic ? 'pairs' : 'replications'}.`,
      ),
      pairsNote(experiment, finished),
      intervalNotes(responses, experiment),
      responsesTable(responses, experiment),
    ]),
    section('differences', 'Differences from case 0', cases > 1 && responses.length > 0, () => [
      paragraph(
        'Pair by pair over the replications that both cases have, with a t interval of 95\u00a0%. Each row stands for itself: of many rows without a difference, one in twenty seems to have one.',
      ),
      differencesTable(responses, experiment),
    ]),
    ...(graph === undefined
      ? []
      : [section('graph', 'Graph', graph.boxes.length > 0, () => graphSection(graph, responses, experiment, names))]),
    section('series', 'Time series', curves.length > 0, () => [
      paragraph(
        `The line is the mean over the replications, the band reaches from their 5\u00a0% to their 95\u00a0% quantile.${warmup > 0 ? ' The dashed upright line is the end of the warm-up.' : ''}`,
      ),
      charts(curves.map((one) => curveFigure(one.channel, one.curves, frame))),
    ]),
    section('warm-up', 'Warm-up', warmUps.length > 0, () => warmUpSection(warmUps, frame)),
    section('distributions', 'Distributions', drawings.some(hasDistribution), () => [
      paragraph('All observations after the warm-up, of all replications together; of states, their shares of time.'),
      charts(
        drawings.flatMap(({ channel, distribution }) => {
          if (distribution) return [distributionFigure(channel, distribution, frame)];
          return channel.kind === 'state' ? [statesFigure(channel, frame)] : [];
        }),
      ),
    ]),
    section(
      'workers',
      'Workers',
      finished.some(({ workers }) => workers.length > 0),
      () => workerSection(finished),
    ),
    section('replications', 'Replications', true, () => [replicationsTable(results)]),
  ];
  const hash = createHash('sha256').update(SCRIPT).digest('base64');
  const policy = `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${hash}'; img-src data:; base-uri 'none'; form-action 'none'`;
  const empty = markup`<p class="note">Nothing was logged, so there are no responses and no charts.</p>`;
  const present = sections.filter((one) => one !== undefined);
  const links = present.map(({ id, title }) => markup`<a href="#${id}">${title}</a> `);
  return markup`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,"><title>${experiment.name}: report</title>
<style>${new Markup(STYLE)}</style></head><body>
${lineSamples(names.length)}<main><header><h1>${experiment.name}</h1>
${overview(results)}
${notes.map((note) => markup`<p class="note">${note}</p>`)}${responses.length === 0 ? empty : ''}
<nav aria-label="Sections">${links}</nav></header>
${present.map(({ id, title, content }) => markup`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>${content}</section>\n`)}
</main><script>${new Markup(SCRIPT)}</script></body></html>
`.text;
}

interface Section {
  readonly id: string;
  readonly title: string;
  readonly content: Content;
}

function section(id: string, title: string, isNeeded: boolean, content: () => Content): Section | undefined {
  return isNeeded ? { id, title, content: content() } : undefined;
}

/** What counts once where replications come in pairs. */
function pairsNote({ antithetic }: ExperimentDescription, finished: readonly RunFacts[]): Markup | undefined {
  if (!antithetic) return undefined;
  const known = new Set(finished.map((run) => `${run.case}/${run.replication}`));
  const alone = finished.filter((run) => !known.has(`${run.case}/${run.replication ^ 1}`)).length;
  const left = alone === 0 ? '' : ` ${alone} that have finished do not count, because their partners have not.`;
  return paragraph(
    `Replications 2k and 2k + 1 are an antithetic pair: means, intervals, differences and n are those of the means of pairs.${left}`,
  );
}

function paragraph(text: string): Markup {
  return markup`<p>${text}</p>`;
}

function charts(figures: readonly Markup[]): Markup {
  return markup`<div class="charts">${figures}</div>`;
}

function hasDistribution({ channel, distribution }: Drawing): boolean {
  return distribution !== undefined || channel.kind === 'state';
}

/** One line of each case, which the legends of the charts use. */
function lineSamples(cases: number): Markup {
  const lines = Array.from({ length: cases }, (_, number) => {
    const { stroke, strokeDasharray, strokeWidth } = caseStroke(number);
    return markup`<line id="line-${number}" x1="0" x2="29" y1="5" y2="5" stroke="${stroke}" stroke-width="${strokeWidth + 0.7}" stroke-dasharray="${strokeDasharray}"/>`;
  });
  return markup`<svg width="0" height="0" style="position:absolute" aria-hidden="true"><defs>${lines}</defs></svg>`;
}
