// @ts-check
import { addLines } from './log.js';
import { element, fill, follow, orderBy, show } from './watch.js';

/** @typedef {import('../src/experiment/experiment-view.js').ExperimentView} ExperimentView */
/** @typedef {ExperimentView['cases'][number]} CaseView */

const STATES = ['waiting', 'running', 'finished', 'failed'];
const SVG = 'http://www.w3.org/2000/svg';
/** Squares in a line, and the distance between two of them. */
const ACROSS = 40;
const STEP = 12;

/** @type {Map<number, SVGSVGElement>} */
const drawings = new Map();

/** @param {ExperimentView} view */
function render(view) {
  const { title, status, folder, counts, cases, estimates, notes, ending, isAtMost } = view;
  const total = STATES.reduce((sum, state) => sum + counts[/** @type {keyof typeof counts} */ (state)], 0);
  document.title = `${status}: ${title}`;
  show('title', title);
  show('status', status);
  show('ending', ending === undefined ? '' : `results: ${folder}`);
  show('finished', `${counts.finished} of ${isAtMost ? 'at most ' : ''}${total}`);
  for (const name of /** @type {const} */ (['running', 'failed', 'waiting'])) show(name, String(counts[name]));
  for (const [id, isOn] of /** @type {const} */ ([
    ['pause', status === 'running'],
    ['resume', status === 'paused'],
    ['cancel', status === 'running' || status === 'paused'],
  ]))
    element(id).toggleAttribute('disabled', !isOn);
  const begun = view.running.reduce((sum, { epoch }) => sum + Math.min(1, epoch / view.duration), 0);
  const done = counts.finished + counts.failed + begun;
  /** @type {HTMLProgressElement} */ (element('bar')).value = total === 0 ? 0 : done / total;
  fill(
    'cases',
    cases.map((one) => [
      String(one.number),
      one.parameters,
      drawingOf(one, view),
      String(one.counts.finished),
      String(one.counts.running),
      String(one.counts.failed),
    ]),
    [0, 3, 4, 5],
  );
  fill(
    'estimates',
    estimates.map(({ case: number, name, unit, mean, halfWidth, n, relative, isReached, caution }) => [
      String(number),
      unit === '' ? name : `${name} (${unit})`,
      numberText(mean),
      numberText(halfWidth),
      mean && halfWidth !== undefined ? percent(halfWidth / Math.abs(mean)) : '',
      String(n),
      relative === undefined ? '' : `${percent(relative)}${isReached ? ', reached' : ''}`,
      caution ?? '',
    ]),
    [0, 2, 3, 4, 5],
  );
  show('notes', notes.join('; '));
}

/**
 * A square for each replication.
 *
 * @param {CaseView} one
 * @param {ExperimentView} view
 */
function drawingOf({ number, states, counts }, { running, duration }) {
  const drawing = drawings.get(number) ?? document.createElementNS(SVG, 'svg');
  drawings.set(number, drawing);
  const lines = Math.max(1, Math.ceil(states.length / ACROSS));
  drawing.setAttribute('class', 'replications');
  drawing.setAttribute('role', 'img');
  drawing.setAttribute('width', String(STEP * Math.min(ACROSS, Math.max(1, states.length))));
  drawing.setAttribute('height', String(STEP * lines));
  drawing.setAttribute(
    'aria-label',
    `${counts.finished} finished, ${counts.running} running, ${counts.failed} failed, ${counts.waiting} waiting`,
  );
  while (drawing.childElementCount > states.length) drawing.lastChild?.remove();
  const epochs = new Map(running.filter((one) => one.case === number).map((one) => [one.replication, one.epoch]));
  for (const [replication, digit] of [...states].entries()) {
    const square = drawing.children[replication] ?? newSquare(drawing, replication);
    const epoch = epochs.get(replication);
    const at = epoch === undefined ? '' : `, ${Math.floor((100 * epoch) / duration)} %`;
    const text = `replication ${replication}: ${digit === '-' ? 'another shard runs it' : `${STATES[Number(digit)]}${at}`}`;
    const state = digit === '-' ? 'state-elsewhere' : `state-${digit}`;
    if (square.getAttribute('class') !== state) square.setAttribute('class', state);
    if (square.firstChild?.textContent !== text) square.firstElementChild?.replaceChildren(text);
  }
  return drawing;
}

/**
 * @param {SVGSVGElement} drawing
 * @param {number} replication
 */
function newSquare(drawing, replication) {
  const square = document.createElementNS(SVG, 'rect');
  square.setAttribute('x', String(STEP * (replication % ACROSS)));
  square.setAttribute('y', String(STEP * Math.floor(replication / ACROSS)));
  square.setAttribute('width', String(STEP - 2));
  square.setAttribute('height', String(STEP - 2));
  square.append(document.createElementNS(SVG, 'title'));
  drawing.append(square);
  return square;
}

/** @param {number | undefined} value */
function numberText(value) {
  return value === undefined ? '' : String(Number(value.toPrecision(4)));
}

/** @param {number} share */
function percent(share) {
  return `${Number((100 * share).toPrecision(2))} %`;
}

for (const order of /** @type {const} */ (['pause', 'resume', 'cancel']))
  element(order).addEventListener('click', () => void orderBy(order));

follow(render, () => element('ending').textContent !== '', addLines);
