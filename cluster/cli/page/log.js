// @ts-check
// The log of a page: its last lines, of one part or of all, and with a text.
import { element, show } from './watch.js';

/** @typedef {import('../src/watch/page-lines.js').PageLine} PageLine */

/** Lines that the page keeps. */
const MOST = 500;

element('log').innerHTML = `
  <h2 id="of-lines">Log</h2>
  <p class="tools">
    <label>Of <select id="of-part"><option value="">all</option></select></label>
    <label>with <input id="with" type="search" size="24" placeholder="text" /></label>
    <span id="count"></span>
  </p>
  <ol id="lines" class="lines" tabindex="0" aria-label="The last lines of the log"></ol>`;

/** @type {PageLine[]} */
let lines = [];

const part = /** @type {HTMLSelectElement} */ (element('of-part'));
const text = /** @type {HTMLInputElement} */ (element('with'));

/** @param {readonly PageLine[]} fresh */
export function addLines(fresh) {
  // A browser that connects anew gets all of them again.
  const known = lines.at(-1)?.number ?? 0;
  lines = [...lines, ...fresh.filter(({ number }) => number > known)].slice(-MOST);
  for (const { of: name } of fresh) offer(name);
  render();
}

/** @param {string} name */
function offer(name) {
  if (![...part.options].some(({ value }) => value === name)) part.add(new Option(name));
}

function render() {
  const list = element('lines');
  // Whoever reads further up is left there.
  const isAtEnd = list.scrollTop + list.clientHeight >= list.scrollHeight - 4;
  const shown = lines.filter(isShown);
  list.replaceChildren(
    ...shown.map(({ at, of: name, kind, text: told }) => {
      const line = document.createElement('li');
      line.className = kind;
      line.textContent = `${(at / 1000).toFixed(3).padStart(9)} s  ${name}  ${told}`;
      return line;
    }),
  );
  show('count', `${shown.length} of the last ${lines.length} lines`);
  if (isAtEnd) list.scrollTop = list.scrollHeight;
}

/** @param {PageLine} line */
function isShown(line) {
  if (part.value !== '' && line.of !== part.value) return false;
  return line.text.toLowerCase().includes(text.value.toLowerCase());
}

for (const filter of [part, text]) filter.addEventListener('input', render);
