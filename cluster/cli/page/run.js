// @ts-check
import './graph.js';
import { addLines } from './log.js';
import { element, fill, follow, orderBy, show } from './watch.js';

/** @typedef {import('../src/watch/watched.js').RunView} RunView */

/** How many samples the chart shows: two minutes of them. */
const SAMPLES = 240;
const HEIGHT = 48;
const COMPACT = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 });
const WHOLE = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** @type {{ at: number, events: number, blocked: number[] } | undefined} */
let last;
/** @type {number[]} */
const rates = [];

/** @param {RunView} view */
function render(view) {
  const at = performance.now();
  const events = view.workers.reduce((sum, worker) => sum + worker.events, 0);
  const epoch = Math.max(0, Math.min(...view.workers.map((worker) => worker.epoch)));
  const blocked = view.workers.map((worker) => worker.blockedMilliseconds);
  const isKnown = view.workers.length > 0 && view.workers.every((worker) => !worker.isSilent);
  document.title = `${view.status}: ${view.title}`;
  show('title', view.title);
  show('status', view.status);
  show('ending', view.ending ?? '');
  show('attempt', String(view.attempt));
  for (const [id, isOn] of /** @type {const} */ ([
    ['pause', view.status === 'running'],
    ['resume', view.status === 'paused'],
    ['cancel', view.status === 'running' || view.status === 'paused'],
  ]))
    element(id).toggleAttribute('disabled', !isOn);
  if (isKnown) {
    const done = view.status === 'finished' ? 1 : epoch / view.until;
    /** @type {HTMLProgressElement} */ (element('bar')).value = Number.isFinite(done) ? done : 0;
    show('epoch', `${WHOLE.format(epoch)} of ${WHOLE.format(view.until)}`);
    show('events', COMPACT.format(events));
    // A new attempt counts from 0 again.
    if (last !== undefined && events >= last.events) {
      rates.push(((events - last.events) / (at - last.at)) * 1000);
      rates.splice(0, rates.length - SAMPLES);
      show('rate', COMPACT.format(rates.at(-1) ?? 0));
      draw();
    }
  }
  const rows = view.workers.map((worker, index) => {
    const before = last?.blocked[index];
    const elapsed = at - (last?.at ?? at);
    const share = before === undefined || elapsed <= 0 ? 0 : (worker.blockedMilliseconds - before) / elapsed;
    return [
      String(worker.worker),
      worker.host,
      worker.isSilent ? `${worker.state}, in a handler` : worker.state,
      WHOLE.format(worker.epoch),
      COMPACT.format(worker.events),
      COMPACT.format(worker.pendingEvents),
      `${Math.round(100 * Math.min(1, Math.max(0, share)))} %`,
      worker.waitsFor ?? worker.heldUpAt ?? '',
    ];
  });
  fill('workers', rows, [3, 4, 5, 6]);
  if (isKnown) last = { at, events, blocked };
}

function draw() {
  const most = Math.max(1, ...rates);
  const points = rates.map(
    (rate, index) => `${SAMPLES - rates.length + index},${HEIGHT - (rate / most) * (HEIGHT - 2)}`,
  );
  element('line').setAttribute('points', points.join(' '));
}

for (const order of /** @type {const} */ (['pause', 'resume', 'cancel']))
  element(order).addEventListener('click', () => void orderBy(order));

follow(render, () => element('ending').textContent !== '', addLines);
