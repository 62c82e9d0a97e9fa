import type { ExperimentDescription, SampledResponse } from '@disco-engine/experiments';
import { entryAt } from '@disco-engine/kernel';
import { MOST_COMPARED, type Best } from '../figures/ranking.js';
import { jsonMarkup, markup, type Markup } from '../markup/html.js';
import { shownOf, type AnswerContent, type Place, type Shown, type Sight } from './answer-data.js';
import { CaseCells } from './case-cells.js';
import { withUnit } from './numbers.js';

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
  return markup`<div class="answer">${optimisationText(content)}<div class="told" aria-live="polite"><p class="headline">${sight.headline}</p>
<p class="text">${sight.text}</p></div>
${silence + menu === '' ? '' : markup`<p class="note">${silence}${menu}</p>`}
${hasControls ? controls(all, chosen, goal.best, count) : ''}
${table(first, sight, rows, experiment)}
${rows.length < count ? markup`<p class="note">The best ${rows.length} of ${count} cases; the table of responses lists all of them.</p>` : ''}<p class="note method">${sight.method}</p>
${hasControls ? markup`<script type="application/json">${jsonMarkup(data)}</script>` : ''}</div>
`;
}

/** The optimisation's choice and how certain it is; the comparisons below do not take the search into account. */
function optimisationText({ experiment: { optimisation }, names }: AnswerContent): Markup | '' {
  if (optimisation === undefined) return '';
  const { outcome, best, objective } = optimisation;
  if (outcome === undefined)
    return markup`<p class="chosen note">The optimisation is still searching for the candidate with the ${best} ${objective}.</p>`;
  const { chosen, text } = outcome;
  const choice = chosen === null ? 'none' : entryAt(names, chosen);
  return markup`<p class="chosen"><strong>Chosen by the optimisation: ${choice}</strong></p>
<p class="chosen">${text}</p>
`;
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

function table(
  { cells, scale }: Shown,
  { verdicts }: Sight,
  rows: readonly number[],
  { cases }: ExperimentDescription,
): Markup {
  const caseCells = new CaseCells(cases);
  const isCompared = cases.length > 1;
  const head = caseCells.columns.map(
    ({ title, isNumber }) => markup`<th scope="col" class="${isNumber ? 'number' : ''}">${title}</th>`,
  );
  const compared = isCompared
    ? markup`<th scope="col">Verdict</th><th scope="col">Against the best other case</th>`
    : '';
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
  return markup`<div class="scroll" tabindex="0" role="region" aria-label="Means of the cases"><table><caption>Means of the cases, best first</caption><thead><tr>${head}<th scope="col" class="bars"><span class="scale"><span>${scale[0]}</span><span>${scale[1]}</span></span></th><th scope="col" class="number">Mean ± 95\u00a0%</th>${compared}<th scope="col" class="number">n</th><th scope="col">Caution</th></tr></thead><tbody>
${body}</tbody></table></div>`;
}

function place(percent: Place): string {
  return percent === null ? '0' : `${percent}%`;
}
