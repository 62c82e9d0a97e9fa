import type { ResultChannel, Results, SampledResponse } from '@disco-engine/experiments';
import { createHash } from 'node:crypto';
import { entryAt } from '@disco-engine/kernel';
import { caseStroke } from '../charts/chart.js';
import type { FoundGoal } from '../figures/goal.js';
import type { Ranking } from '../figures/ranking.js';
import type { Drawing } from '../figures/drawing.js';
import type { Schedule } from '../figures/schedule.js';
import type { StateGroup } from '../figures/state-groups.js';
import { warmUpsOf } from '../figures/warm-up.js';
import { answerSection } from './answer-section.js';
import { caseNames } from './case-names.js';
import { caseKey, curveFigure, distributionFigure } from './figure.js';
import type { Frame } from './frame.js';
import { graphSection } from './graph-section.js';
import { markup, Markup, type Content } from '../markup/html.js';
import { setup, standing } from './overview.js';
import { pairsNote } from './pairs-note.js';
import { hasPanels } from './panels.js';
import { percentilesTable } from './percentiles-table.js';
import { intervalNotes } from './interval-notes.js';
import { missingNotes } from './missing-notes.js';
import { differencesTable, responsesTable } from './response-tables.js';
import { replicationsTable } from './replications-table.js';
import { SCRIPT } from './script.js';
import { statesSection } from './states-section.js';
import { STYLE } from './style.js';
import { warmUpSection } from './warm-up-section.js';
import { workerSection } from './worker-section.js';

export interface PageContent {
  readonly results: Results;
  /** Number of values of a response in each case if none were missing. */
  readonly asked: readonly number[];
  readonly channels: readonly ResultChannel[];
  readonly responses: readonly SampledResponse[];
  readonly drawings: readonly Drawing[];
  /** Numbers of the drawn cases. */
  readonly drawn: readonly number[];
  /** Undefined if nothing was logged. */
  readonly answer: { readonly goal: FoundGoal; readonly ranking: Ranking | undefined } | undefined;
  /** The best of the drawn cases. */
  readonly best: number;
  readonly groups: readonly StateGroup[];
  readonly schedules: readonly Schedule[];
}

/** The whole page. The same results give the same bytes. */
export function page(content: PageContent): string {
  const { results, asked, channels, responses, drawings, drawn, best, answer, groups, schedules } = content;
  const { experiment, runs, graph } = results;
  const { warmup, duration, unit } = experiment;
  const finished = runs.filter(({ status }) => status === 'FINISHED');
  const cases = experiment.cases.length;
  const outcome = experiment.optimisation?.outcome;
  const base = outcome?.chosen ?? 0;
  const compared = outcome?.finalists.length ?? cases;
  const names = caseNames(experiment.cases);
  const drawnCases = drawn.map((number) => ({ number, name: entryAt(names, number) }));
  const reference = drawn.indexOf(best);
  const frame: Frame = { cases: drawnCases, reference, hasCases: cases > 1, warmup, duration, unit };
  const curves = drawings.filter(
    (one) => one.channel.kind !== 'tally' && one.curves.some((points) => points.length > 0),
  );
  const distributions = drawings.flatMap(({ channel, distribution }) =>
    distribution === undefined ? [] : [distributionFigure(channel, distribution, frame)],
  );
  const percentiles = percentilesTable(drawings, drawnCases, experiment);
  const warmUps = warmUpsOf(drawings, drawn, warmup);
  const notes = [
    drawings.length < channels.length &&
      `${drawings.length} of ${channels.length} channels are drawn; the tables list all of them.`,
    drawn.length < cases &&
      `Curves and distributions show ${drawn.length} of ${cases} cases: ${drawn.join(', ')}. Use --case to draw others.`,
  ].filter((note) => note !== false);
  const sections = [
    section('run', 'What was run', true, () => setup(results)),
    section('responses', 'Responses', responses.length > 0, () => [
      paragraph(
        `Means over the finished replications, with 95\u00a0% Student’s t intervals. The column “for ±1\u00a0%” estimates how many replications are needed in total for a half-width of 1\u00a0% of the mean. The least and greatest records are taken over all replications, after the warm-up.${(outcome?.from ?? 0) > 0 ? ' Finalists come first; their means count only the replications of the selection.' : ''}`,
      ),
      pairsNote(experiment, finished),
      missingNotes(responses, experiment),
      intervalNotes(responses, experiment),
      responsesTable(responses, experiment, asked),
    ]),
    section('differences', `Differences from case ${base}`, compared > 1 && responses.length > 0, () => [
      paragraph(
        `Paired differences over the replications that both cases have. ${compared > 2 ? 'The intervals of a response in all cases hold together with 95\u00a0% confidence' : 'Intervals have 95\u00a0% confidence'}. Of many responses without a difference, one in twenty will still appear to have one.`,
      ),
      differencesTable(responses, experiment, base),
    ]),
    ...(graph === undefined
      ? []
      : [
          section('graph', 'Graph', graph.boxes.length > 0, () =>
            graphSection(graph, responses, experiment, drawnCases),
          ),
        ]),
    section('states', 'States', groups.length > 0, () =>
      statesSection(
        groups,
        schedules,
        drawnCases.find(({ number }) => number === best) ?? entryAt(drawnCases, 0),
        frame,
      ),
    ),
    section('series', 'Time series', curves.length > 0, () => [
      paragraph(
        `Lines show the mean over the replications, bands the range from their 5\u00a0% to their 95\u00a0% quantile.${warmup > 0 ? ' A dashed vertical line marks the end of the warm-up.' : ''}`,
      ),
      caseKey(frame),
      charts(curves.map((one) => curveFigure(one.channel, one.curves, frame))),
    ]),
    section('warm-up', 'Warm-up', warmUps.length > 0, () => warmUpSection(warmUps, frame)),
    section('distributions', 'Distributions', distributions.length > 0 || percentiles !== undefined, () => [
      paragraph(
        'All records after the warm-up, pooled over the replications; values of a time-weighted channel are weighted by how long each was held. Percentiles are accurate to within 0.2\u00a0%.',
      ),
      percentiles,
      distributions.length > 0 ? caseKey(frame) : undefined,
      charts(distributions),
    ]),
    section(
      'workers',
      'Workers',
      finished.some(({ workers }) => workers.length > 0),
      () => workerSection(finished),
    ),
    section('replications', 'Replications', true, () => [replicationsTable(results)]),
  ];
  const answered =
    answer &&
    section('answer', cases > 1 ? 'Which case is best' : 'The answer', true, () =>
      answerSection({ ...answer, responses, experiment, asked, names }),
    );
  const hash = createHash('sha256').update(SCRIPT).digest('base64');
  const policy = `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${hash}'; img-src data:; base-uri 'none'; form-action 'none'`;
  const empty = markup`<p class="note">Nothing was logged, so there are no responses and no charts.</p>`;
  const present = sections.filter((one) => one !== undefined);
  const links = present.map(({ id, title }) => markup`<a href="#${id}">${title}</a> `);
  return markup`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,"><title>${experiment.name}: report</title>
<style>${new Markup(STYLE)}</style></head><body>
${hasPanels(frame) ? '' : lineSamples(drawn.length)}<main><header><h1>${experiment.name}</h1>
${standing(results)}
${responses.length === 0 ? empty : ''}</header>
${answered && sectionMarkup(answered)}
<nav aria-label="Sections">${links}</nav>
${notes.map((note) => markup`<p class="note">${note}</p>`)}
${present.map(sectionMarkup)}
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

function sectionMarkup({ id, title, content }: Section): Markup {
  return markup`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>${content}</section>\n`;
}

function paragraph(text: string): Markup {
  return markup`<p>${text}</p>`;
}

function charts(figures: readonly Markup[]): Markup {
  return markup`<div class="charts">${figures}</div>`;
}

/** A sample line for each case, which the legends of the charts refer to. */
function lineSamples(cases: number): Markup {
  const lines = Array.from({ length: cases }, (_, slot) => {
    const { stroke, strokeDasharray, strokeWidth } = caseStroke(slot);
    return markup`<line id="line-${slot}" x1="0" x2="29" y1="5" y2="5" stroke="${stroke}" stroke-width="${strokeWidth + 0.7}" stroke-dasharray="${strokeDasharray}"/>`;
  });
  return markup`<svg width="0" height="0" style="position:absolute" aria-hidden="true"><defs>${lines}</defs></svg>`;
}
