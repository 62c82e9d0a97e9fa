import type { Results, RunFacts } from '@disco-engine/experiments';
import { valueText } from './case-names.js';
import { dataTable } from './data-table.js';
import { markup, type Markup } from '../markup/html.js';
import { shown } from './numbers.js';

export interface ReplicationCounts {
  readonly finished: number;
  readonly failed: number;
  /** Asked for, and not in the folder. */
  readonly missing: number;
}

export function countReplications({ asked, runs }: Results): ReplicationCounts {
  const finished = runs.filter(({ status }) => status === 'FINISHED').length;
  const all = asked.reduce((sum, count) => sum + count, 0);
  return { finished, failed: runs.length - finished, missing: all - runs.length };
}

/** What was run, and how to run it again. */
export function overview(results: Results): Markup {
  const { experiment, runs, notes, beyond } = results;
  const { model, scenario, versions, unit } = experiment;
  const { finished, failed, missing } = countReplications(results);
  const isWhole = failed + missing === 0;
  const stored = scenario.id === null ? '' : `, stored as ${scenario.id} version ${shown(scenario.version)}`;
  const time = (value: number): string => `${shown(value)} ${unit}`.trim();
  const withoutLog = runs.filter(({ logFailure }) => logFailure !== null).length;
  const seconds = runs.reduce((sum, run) => sum + run.seconds, 0);
  const facts: readonly (readonly [string, string])[] = [
    ['Model', `${model.name}, from ${model.module}`],
    ['Scenario', `${scenario.name}, ${scenario.vertices} vertices, ${scenario.edges} edges${stored}`],
    ['Time', `${time(experiment.duration)}, of which ${time(experiment.warmup)} are warm-up`],
    ['Seed', String(experiment.seed)],
    ['Replications', replicationsText(results)],
    ['Workers', `${experiment.workers} for each replication`],
    ['Versions', `engine ${versions.engine}, Node ${versions.node}`],
    ['Work', `${shown(runs.reduce((sum, run) => sum + run.events, 0))} events in ${shown(seconds)} s`],
  ];
  const rest = `${failed} failed, ${missing} missing`;
  return markup`<p class="lead"><strong class="good">${finished} finished</strong>, ${isWhole ? rest : markup`<strong class="bad">${rest}</strong>`}</p>
<dl>${facts.map(([name, text]) => markup`<dt>${name}</dt><dd>${text}</dd>`)}</dl>
<p>Run it again with:</p>
<pre>${experiment.command}</pre>
${missing > 0 ? markup`<p>${missingText(experiment.precision.length > 0)}</p>` : ''}
${notes.length > 0 ? markup`<p><strong class="bad">Precision:</strong> ${some(notes, '; ')}.</p>` : ''}
${withoutLog > 0 ? markup`<p>The records of ${withoutLog} replications could not be kept; the charts leave these out, the tables do not.</p>` : ''}
${beyond.length > 0 ? markup`<p>Not counted, because the experiment does not ask for them: ${some(beyond)}.</p>` : ''}
${casesTable(results)}`;
}

/** Every replication with its status, and the error of one that has failed. */
export function replicationsTable({ experiment, asked, runs }: Results): Markup {
  const known = new Map(runs.map((run) => [`${run.case}/${run.replication}`, run]));
  const rows = experiment.cases.flatMap(({ number }) =>
    Array.from({ length: asked[number] ?? NaN }, (_, replication) => {
      const run = known.get(`${number}/${replication}`);
      return [String(number), String(replication), run?.status ?? 'missing', ...outcome(run)];
    }),
  );
  const number = (title: string): { title: string; isNumber: true } => ({ title, isNumber: true });
  return dataTable({
    id: 'replications-table',
    caption: 'Replications',
    columns: [
      number('Case'),
      number('Replication'),
      { title: 'Status' },
      { title: 'Digest' },
      number('Epoch'),
      number('Events'),
      number('Seconds'),
      { title: 'Error' },
    ],
    rows,
  });
}

function outcome(run: RunFacts | undefined): string[] {
  if (run === undefined) return ['', '', '', '', ''];
  const { digest, epoch, events, seconds, error, logFailure } = run;
  const text = error === null ? (logFailure ?? '') : `${error.message}${placeText(error.place)} [${error.code}]`;
  return [digest, shown(epoch), shown(events), shown(seconds), text];
}

function replicationsText({ experiment, asked }: Results): string {
  const { replications, cases, precision, antithetic } = experiment;
  const of = cases.length === 1 ? 'of one case' : `of each of ${cases.length} cases`;
  const pairs = antithetic ? ', in antithetic pairs' : '';
  if (precision.length === 0) return `${replications} ${of}${pairs}`;
  const enough = asked.map(String).join(', ');
  const until = precision
    .map(({ channel, relative }) => `${channel} is known to ${shown(100 * relative)} %`)
    .join(' and ');
  return `at most ${replications} ${of}${pairs}, until ${until}: ${enough}`;
}

function missingText(stopsEarly: boolean): string {
  const text = 'The missing replications are run by the same command; the figures below leave them out.';
  return stopsEarly ? `${text} Cases whose means are precise enough end before all are made.` : text;
}

function placeText({ node, simproc }: NonNullable<RunFacts['error']>['place']): string {
  return node === undefined ? '' : ` at ${node}${simproc === undefined ? '' : ` ${simproc}`}`;
}

function casesTable({ experiment: { cases } }: Results): Markup | undefined {
  const names = [...new Set(cases.flatMap(({ parameters }) => Object.keys(parameters)))];
  if (names.length === 0) return undefined;
  return dataTable({
    id: 'cases-table',
    caption: 'Cases and their parameters',
    columns: [{ title: 'Case', isNumber: true }, ...names.map((title) => ({ title }))],
    rows: cases.map(({ number, parameters }) => [String(number), ...names.map((name) => valueText(parameters, name))]),
  });
}

function some(names: readonly string[], separator = ', '): string {
  const first = names.slice(0, 5).join(separator);
  return names.length <= 5 ? first : `${first} and ${names.length - 5} more`;
}
