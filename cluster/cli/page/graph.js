// @ts-check
// The graph of a run, coloured while it is open. A closed one costs nothing.
import { element, show } from './watch.js';

/** @typedef {import('../src/watch/run-graph.js').GraphView} GraphView */
/** @typedef {import('../src/watch/run-graph.js').ColourView} ColourView */

/** Milliseconds between two looks at the nodes. */
const EVERY = 1_000;

const details = /** @type {HTMLDetailsElement} */ (element('graph'));
const colour = /** @type {HTMLSelectElement} */ (element('colour'));
/** @type {readonly Element[]} */
let boxes = [];
let isDrawn = false;
let isFollowing = false;

/**
 * @template Answer
 * @param {string} path
 * @returns {Promise<Answer | undefined>}
 */
async function read(path) {
  try {
    const response = await fetch(path);
    if (response.ok) return await response.json();
    show('about', await response.text());
  } catch {
    // The command has ended; what is drawn stays.
  }
  return undefined;
}

async function draw() {
  /** @type {GraphView | undefined} */
  const view = await read('graph');
  if (view === undefined) return;
  isDrawn = true;
  if ('problem' in view) return show('about', view.problem);
  const { svg, omitted, about } = view;
  show('about', omitted === 0 ? about : `${about}; lighter links between ${omitted} more pairs are not drawn`);
  const parsed = new DOMParser().parseFromString(svg, 'text/html').querySelector('svg');
  if (parsed !== null) element('drawing').replaceChildren(parsed);
  boxes = [...element('drawing').querySelectorAll('.box')];
}

async function look() {
  const by = colour.value;
  /** @type {ColourView | undefined} */
  const view = await read(`colours/${encodeURIComponent(by)}`);
  if (view === undefined) return;
  for (const channel of view.channels)
    if (![...colour.options].some(({ value }) => value === channel)) colour.add(new Option(channel, channel));
  // Once a run is over, its last colours stay. What was chosen before must not come back.
  if (view.edges.length === 0 || by !== colour.value) return;
  for (const [at, { heat, text }] of view.boxes.entries()) paint(boxes[at], heat, text);
  element('scale').replaceChildren(
    ...view.edges.slice(0, -1).map((edge, heat) => {
      const cell = document.createElement('li');
      cell.className = `heat-${heat}`;
      cell.textContent = `${shown(edge)} – ${shown(view.edges[heat + 1] ?? NaN)}`;
      return cell;
    }),
  );
}

/** Takes the colours away, until there are those of what is chosen now. */
function clear() {
  for (const box of boxes) paint(box, null, '');
  element('scale').replaceChildren();
}

/**
 * @param {Element | undefined} box
 * @param {number | null} heat
 * @param {string} text
 */
function paint(box, heat, text) {
  box?.setAttribute('class', `box heat-${heat ?? 'none'}`);
  const value = box?.querySelector('.value');
  if (value) value.textContent = text;
  const title = box?.querySelector('title');
  if (title) title.textContent = `${title.textContent?.split('\n')[0]}\n${text === '' ? 'no value' : text}`;
}

/** @param {number} value */
function shown(value) {
  return String(Number(value.toPrecision(3)));
}

async function follow() {
  // Opened again before the last look was due.
  if (isFollowing) return;
  isFollowing = true;
  while (details.open) {
    if (!isDrawn) await draw();
    if (boxes.length > 0) await look();
    await new Promise((resolve) => setTimeout(resolve, EVERY));
  }
  isFollowing = false;
}

details.addEventListener('toggle', () => void follow());
colour.addEventListener('change', clear);
