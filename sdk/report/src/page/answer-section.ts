import type { ExperimentDescription, SampledResponse } from '@disco-engine/experiments';
import { entryAt } from '@disco-engine/kernel';
import { MOST_COMPARED, type Best } from '../figures/ranking.js';
import { jsonMarkup, markup, type Content, type Markup } from '../markup/html.js';
import { shownOf, type AnswerContent, type Place, type Shown } from './answer-data.js';
import { CaseCells } from './case-cells.js';
import { counted } from './counted.js';
import { withUnit } from './numbers.js';
import type { Sight } from './sight.js';

/** More rows would push the rest of the page too far down; the table of responses lists them all. */
const MOST_ROWS = 200;
/** Limits on the pairs of cases compared for the menu and on its cells: about two seconds and 1 MB. */
const MOST_PAIRS = 150_000;
const MOST_CELLS = 8_000;

/** Which case is best, how certain that is, and every mean with its error bar. The reader selects the response and the direction. */
export function answerSection(content: AnswerContent): Markup {
  const { goal, responses, experiment } = content;
  const count = experiment.cases.length;
  const most = count > MOST_COMPARED ? 1 : Math.floor(Math.min(MOST_PAIRS / (2 * count * count), MOST_CELLS / count));
  const offered = [goal.response, ...responses.filter((one) => one !== goal.response)].slice(0, Math.max(1, most));
  // Restores the canonical order of the responses offered.
  const all = responses.filter((one) => offered.includes(one));
  const chosen = all.indexOf(goal.response);
  const hasControls = count <= MOST_ROWS && (all.length > 1 || count > 1);
  const data = (hasControls ? all : [goal.response]).map((response) => shownOf(response, content));
  const first = entryAt(data, hasControls ? chosen : 0);
  const sight = first[goal.best];
  const rows = sight.order.slice(0, MOST_ROWS);
  const silence =
    goal.isGiven || count === 1
      ? ''
      : `No goal was given: this assumes that the ${goal.best} mean of this response is best. `;
  const menu =
    offered.length < responses.length && hasControls
      ? `The menu offers ${offered.length} of ${responses.length} responses.`
      : '';
  return markup`<div class="answer">${searchingText(content)}<div class="told" aria-live="polite"><p class="headline">${sight.headline}</p>
<p class="text">${sight.text}</p></div>
${silence + menu === '' ? '' : markup`<p class="note">${silence}${menu}</p>`}
${hasControls ? controls(all, chosen, goal.best, count) : ''}
${tables(first, sight, rows, experiment)}
${rows.length < count ? markup`<p class="note">The best ${rows.length} of ${count} cases; the table of responses lists all of them.</p>` : ''}<p class="note method">${sight.method}</p>
${hasControls ? markup`<script type="application/json">${jsonMarkup(data)}</script>` : ''}</div>
`;
}

/** That an optimisation has not chosen yet: the comparisons below do not take the search into account. */
function searchingText({ experiment: { optimisation } }: AnswerContent): Markup | '' {
  if (optimisation === undefined || optimisation.outcome !== undefined) return '';
  const { best, objective } = optimisation;
  return markup`<p class="chosen note">The optimisation is still searching for the candidate with the ${best} ${objective}.</p>`;
}

function controls(all: readonly SampledResponse[], chosen: number, best: Best, count: number): Markup {
  const options = all.map(
    (one, index) =>
      markup`<option value="${index}"${index === chosen ? markup` selected` : ''}>${withUnit(one.name, one.unit)}</option>`,
  );
  const bests = (['least', 'greatest'] as const).map(
    (one) => markup`<option value="${one}"${one === best ? markup` selected` : ''}>the ${one} mean</option>`,
  );
  const direction = count === 1 ? '' : markup`<label>Best is <select name="best">${bests}</select></label>`;
  return markup`<div class="tools" hidden><label>Response <select name="response">${options}</select></label>${direction}</div>`;
}

/** One table; for an optimisation that has ended, one of the finalists, and a collapsed one of the candidates that the search screened out. */
function tables(
  shown: Shown,
  sight: Sight,
  rows: readonly number[],
  { cases, optimisation }: ExperimentDescription,
): Content {
  const outcome = optimisation?.outcome;
  const compared = cases.length === 1 ? [] : ['Verdict', 'Against the best other case'];
  if (outcome === undefined)
    return table(shown, sight, { rows, cases, compared, caption: 'Means of the cases, best first', scale: 0 });
  const finalists = rows.filter((number) => outcome.finalists.includes(number));
  const others = rows.filter((number) => !outcome.finalists.includes(number));
  const chosen = ['Verdict', 'Against the chosen one'];
  const caption = 'Finalists: the chosen one, then those that stayed in the selection longest';
  const title = `Screened out by the search: ${counted(cases.length - outcome.finalists.length, 'candidate')}`;
  return [
    finalists.length > 0 ? table(shown, sight, { rows: finalists, cases, compared: chosen, caption, scale: 0 }) : '',
    others.length > 0
      ? markup`<details><summary>${title}</summary>${table(shown, sight, { rows: others, cases, compared: [], caption: title, scale: 2 })}</details>`
      : '',
  ];
}

interface TableForm {
  readonly rows: readonly number[];
  readonly cases: ExperimentDescription['cases'];
  /** Titles of the columns that compare the cases. */
  readonly compared: readonly string[];
  readonly caption: string;
  /** Index of the lower end of its scale. */
  readonly scale: number;
}

function table(
  { cells, scale }: Shown,
  { verdicts }: Sight,
  { rows, cases, compared, caption, scale: scaleAt }: TableForm,
): Markup {
  const caseCells = new CaseCells(cases);
  const isCompared = compared.length > 0;
  const head = caseCells.columns.map(
    ({ title, isNumber }) => markup`<th scope="col" class="${isNumber ? 'number' : ''}">${title}</th>`,
  );
  const verdictHeads = compared.map((title) => markup`<th scope="col">${title}</th>`);
  const body = rows.map((number) => {
    const [mean, count, caution, low, middle, high] = entryAt(cells, number);
    const [verdict, against] = entryAt(verdicts, number);
    const own = caseCells.of(number);
    const first = own.map((text, at) =>
      at === 0
        ? markup`<th scope="row" class="number">${text}</th>`
        : markup`<td class="${caseCells.columns[at]?.isNumber ? 'number' : ''}" data-name="${caseCells.columns[at]?.title}">${text}</td>`,
    );
    const end = isCompared ? markup`<td class="verdict">${verdict}</td><td class="against">${against}</td>` : '';
    const bar = markup`<svg class="bar" aria-hidden="true"><line x1="${place(low)}" x2="${place(high)}" y1="50%" y2="50%"/><circle cx="${place(middle)}" cy="50%" r="3.5"/></svg>`;
    return markup`<tr data-case="${number}" data-verdict="${verdict}">${first}<td class="bars">${middle === null ? '' : bar}</td><td class="number mean">${mean}</td>${end}<td class="number count" data-name="n">${count}</td><td class="caution">${caution}</td></tr>
`;
  });
  return markup`<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table><caption>${caption}</caption><thead><tr>${head}<th scope="col" class="bars"><span class="scale"><span>${scale[scaleAt]}</span><span>${scale[scaleAt + 1]}</span></span></th><th scope="col" class="number">Mean ± 95\u00a0%</th>${verdictHeads}<th scope="col" class="number">n</th><th scope="col">Caution</th></tr></thead><tbody>
${body}</tbody></table></div>`;
}

function place(percent: Place): string {
  return percent === null ? '0' : `${percent}%`;
}
