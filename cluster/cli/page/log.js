// @ts-check
// The log of a run: its last lines, of one worker or of all, and with a text.
import { element, show } from './watch.js';

/** @typedef {import('../src/watch/run-lines.js').RunLine} RunLine */

/** Lines that the page keeps. */
const MOST = 500;

/** @type {RunLine[]} */
let lines = [];

const worker = /** @type {HTMLSelectElement} */ (element('of-worker'));
const text = /** @type {HTMLInputElement} */ (element('with'));

/** @param {readonly RunLine[]} fresh */
export function addLines(fresh) {
  // A browser that connects anew gets all of them again.
  const known = lines.at(-1)?.number ?? 0;
  lines = [...lines, ...fresh.filter(({ number }) => number > known)].slice(-MOST);
  for (const { worker: of } of fresh) offer(of);
  render();
}

/** @param {number | undefined} of */
function offer(of) {
  if (of === undefined || [...worker.options].some(({ value }) => value === String(of))) return;
  worker.add(new Option(String(of)));
}

function render() {
  const list = element('lines');
  // Whoever reads further up is left there.
  const isAtEnd = list.scrollTop + list.clientHeight >= list.scrollHeight - 4;
  const shown = lines.filter(isShown);
  list.replaceChildren(
    ...shown.map(({ at, worker: of, kind, text: told }) => {
      const line = document.createElement('li');
      line.className = kind;
      line.textContent = `${(at / 1000).toFixed(3).padStart(9)} s  ${of === undefined ? 'run' : `worker ${of}`}  ${told}`;
      return line;
    }),
  );
  show('count', `${shown.length} of the last ${lines.length} lines`);
  if (isAtEnd) list.scrollTop = list.scrollHeight;
}

/** @param {RunLine} line */
function isShown(line) {
  if (worker.value !== '' && String(line.worker ?? '') !== worker.value) return false;
  return line.text.toLowerCase().includes(text.value.toLowerCase());
}

for (const filter of [worker, text]) filter.addEventListener('input', render);
