import { caseParameters, caseParameterText, olderNotes, type Results } from '@disco-engine/experiments';
import { figureText } from '@disco-engine/statistics';
import { immeasurableMeans } from '../figures/immeasurable-means.js';
import { counted } from './counted.js';
import { dataTable } from './data-table.js';
import { markup, type Content, type Markup } from '../markup/html.js';

/** Longer code is truncated. */
const LONGEST_CODE = 300;

export interface ReplicationCounts {
  readonly finished: number;
  readonly failed: number;
  /** Requested but not in the folder. */
  readonly missing: number;
}

export function countReplications({ asked, runs }: Results): ReplicationCounts {
  const finished = runs.filter(({ status }) => status === 'FINISHED').length;
  const all = asked.reduce((sum, count) => sum + count, 0);
  return { finished, failed: runs.length - finished, missing: all - runs.length };
}

/** How far the experiment has progressed, and every reason to distrust its figures. */
export function standing(results: Results): Markup {
  const { experiment, runs, notes, beyond, older } = results;
  const { finished, failed, missing } = countReplications(results);
  const immeasurable = immeasurableMeans(runs);
  const withoutLog = runs.filter(({ logFailure }) => logFailure !== null).length;
  const all = finished + failed + missing;
  const rest = [failed > 0 && `${figureText(failed)} failed`, missing > 0 && `${figureText(missing)} missing`].filter(
    (text) => text !== false,
  );
  const warnings: readonly Content[] = [
    missing > 0 && missingText(experiment.precision.length > 0),
    failed > 0 &&
      'Failed replications are not in the figures, which may be biased as a result; “Replications” lists the errors.',
    notes.length > 0 && markup`<strong class="bad">Precision:</strong> ${some(notes, '; ')}.`,
    ...olderNotes(older, runs.length).map(
      (text) => markup`<strong class="bad">${older.length === runs.length ? 'Older' : 'Mixed'}:</strong> ${text}.`,
    ),
    withoutLog > 0 &&
      `The records of ${withoutLog} replications could not be kept; these are missing from the charts, but not from the tables.`,
    immeasurable.length > 0 &&
      `Not in the figures, because they are beyond ±1e140: means of ${some(immeasurable)}. Do not log a placeholder for “nothing yet”.`,
    beyond.length > 0 && `Not counted, because the experiment does not ask for them: ${some(beyond)}.`,
  ].filter((text) => text !== false);
  return markup`<p class="lead"><strong class="${rest.length === 0 ? 'good' : 'bad'}">${figureText(finished)} of ${figureText(all)} replications finished</strong>${rest.length === 0 ? '' : markup`, <strong class="bad">${rest.join(', ')}</strong>`}</p>
${warnings.length === 0 ? '' : markup`<ul class="warnings">${warnings.map((text) => markup`<li>${text}</li>`)}</ul>`}`;
}

/** The experiment's settings, and how to run it again. */
export function setup(results: Results): Markup {
  const { experiment, runs } = results;
  const { model, scenario, versions, unit, cases, command } = experiment;
  const stored = scenario.id === null ? '' : `, stored as ${scenario.id} version ${figureText(scenario.version)}`;
  const time = (value: number): string => `${figureText(value)} ${unit}`.trim();
  const total = (figure: 'activations' | 'events' | 'seconds'): number =>
    runs.reduce((sum, run) => sum + run[figure], 0);
  const seconds = total('seconds');
  const { common, defaults } = caseParameters(cases, results.defaults);
  const listed = (pairs: typeof common): string => pairs.map((pair) => pair.join(' ')).join(', ');
  const facts: readonly (readonly [string, string])[] = [
    ['Model', `${model.name}, from ${fileName(model.module)}`],
    [
      'Scenario',
      `${scenario.name}, ${counted(scenario.vertices, 'vertex', 'vertices')}, ${counted(scenario.edges, 'edge')}${stored}`,
    ],
    ...(common.length === 0 ? [] : [[cases.length === 1 ? 'Parameters' : 'In all cases', listed(common)] as const]),
    ...(defaults.length === 0 ? [] : [['Defaults of the model', listed(defaults)] as const]),
    ...experiment.responses.map(({ name, text }) => [`Response ${name}`, shortened(text)] as const),
    ['Time', `${time(experiment.duration)}, including a warm-up of ${time(experiment.warmup)}`],
    [
      'Seed',
      `${experiment.seed}${cases.length === 1 || experiment.commonRandomNumbers ? '' : ', with different random numbers in each case'}`,
    ],
    ['Replications', replicationsText(results)],
    ['Workers', `${experiment.workers} per replication`],
    ['Versions', `engine ${versions.engine}, Node ${versions.node}`],
    [
      'Work',
      `${counted(total('activations'), 'activation')}, ${counted(total('events'), 'event')} in ${figureText(seconds)} s`,
    ],
  ];
  const again = markup`<p>To repeat or continue the experiment, run this, where FOLDER is the folder of these results:</p>
<pre>${portable(command)}</pre>`;
  return markup`<dl>${facts.map(([name, text]) => markup`<dt>${name}</dt><dd>${text}</dd>`)}</dl>
${command === '' ? '' : again}
${casesTable(results)}`;
}

/** The code of a function on one line. */
function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > LONGEST_CODE ? `${line.slice(0, LONGEST_CODE - 1)}…` : line;
}

/** The folders may have moved since, even to another machine, so the paths in the command may be out of date. */
function portable(command: string): string {
  return command
    .replace(/ --results .*$/s, ' --results FOLDER')
    .replace(
      /^disco run (.*?)(?: --cases (.*))?(?= --results FOLDER$)/s,
      (_, path: string, cases?: string) =>
        `disco run ${portablePath(path)}${cases === undefined ? '' : ` --cases ${portablePath(cases)}`}`,
    );
}

/** An absolute path without its folders. */
function portablePath(path: string): string {
  return /^(?:[A-Za-z]:)?[/\\]/.test(path) ? fileName(path) : path;
}

/** The file name in a path from the machine that ran the experiment, which may have used either separator. */
function fileName(path: string): string {
  return path.split(/[\\/]/).pop() ?? path;
}

function replicationsText({ experiment, asked }: Results): string {
  const { replications, cases, precision, antithetic, optimisation } = experiment;
  const of = cases.length === 1 ? 'of one case' : `for each of ${cases.length} cases`;
  const pairs = antithetic ? ', in antithetic pairs' : '';
  if (optimisation !== undefined) {
    const all = asked.reduce((sum, count) => sum + count, 0);
    return `${all} for ${cases.length} candidates, at most ${replications} for each`;
  }
  if (precision.length === 0) return `${replications} ${of}${pairs}`;
  const enough = some(asked.map(String), ', ', 20);
  const until = precision
    .map(
      ({ response, channel, relative }) => `${response ?? channel} is known to within ${figureText(100 * relative)} %`,
    )
    .join(' and ');
  return `at most ${replications} ${of}${pairs}, until ${until}: ${enough}`;
}

function missingText(stopsEarly: boolean): string {
  const text = 'The figures leave out missing replications; the command under “What was run” completes them.';
  return stopsEarly ? `${text} A case stops early once its means are precise enough.` : text;
}

function casesTable({ experiment: { cases } }: Results): Markup | undefined {
  const { differing: names } = caseParameters(cases);
  if (names.length === 0) return undefined;
  return dataTable({
    id: 'cases-table',
    caption: 'Cases and the parameters in which they differ',
    columns: [{ title: 'Case', isNumber: true }, ...names.map((title) => ({ title }))],
    rows: cases.map(({ number, parameters }) => [
      String(number),
      ...names.map((name) => caseParameterText(parameters, name)),
    ]),
  });
}

function some(names: readonly string[], separator = ', ', most = 5): string {
  const first = names.slice(0, most).join(separator);
  return names.length <= most ? first : `${first} and ${names.length - most} more`;
}
