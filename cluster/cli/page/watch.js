// @ts-check

/** @typedef {import('../src/watch/watched.js').RunView} RunView */
/** @typedef {import('../src/watch/watched.js').Order} Order */

/** How many samples the chart shows: two minutes of them. */
const SAMPLES = 240;
const HEIGHT = 48;
const COMPACT = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 });
const WHOLE = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** @type {{ at: number, events: number, blocked: number[] } | undefined} */
let last;
/** @type {number[]} */
const rates = [];

/** @param {string} id */
function element(id) {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page has no '${id}'`);
  return found;
}

/**
 * @param {string} id
 * @param {string} text
 */
function show(id, text) {
  element(id).textContent = text;
}

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
  element('workers').replaceChildren(
    ...view.workers.map((worker, index) => {
      const before = last?.blocked[index];
      const elapsed = at - (last?.at ?? at);
      const share = before === undefined || elapsed <= 0 ? 0 : (worker.blockedMilliseconds - before) / elapsed;
      return row([
        String(worker.worker),
        worker.host,
        worker.isSilent ? `${worker.state}, in a handler` : worker.state,
        WHOLE.format(worker.epoch),
        COMPACT.format(worker.events),
        `${Math.round(100 * Math.min(1, Math.max(0, share)))} %`,
        worker.waitsFor ?? worker.heldUpAt ?? '',
      ]);
    }),
  );
  if (isKnown) last = { at, events, blocked };
}

/** @param {readonly string[]} cells */
function row(cells) {
  const made = document.createElement('tr');
  for (const [index, text] of cells.entries()) {
    const cell = document.createElement('td');
    cell.textContent = text;
    if (index >= 3 && index <= 5) cell.className = 'number';
    made.append(cell);
  }
  return made;
}

function draw() {
  const most = Math.max(1, ...rates);
  const points = rates.map(
    (rate, index) => `${SAMPLES - rates.length + index},${HEIGHT - (rate / most) * (HEIGHT - 2)}`,
  );
  element('line').setAttribute('points', points.join(' '));
}

/** @param {Order} order */
async function give(order) {
  const response = await fetch(order, { method: 'POST' });
  show('refusal', response.ok ? '' : await response.text());
}

for (const order of /** @type {const} */ (['pause', 'resume', 'cancel']))
  element(order).addEventListener('click', () => void give(order));

const source = new EventSource('events');
source.addEventListener('message', ({ data }) => render(JSON.parse(data)));
source.addEventListener('error', () => {
  // The command has ended, or the connection is broken; the browser tries again by itself in the latter case.
  if (element('ending').textContent === '') show('status', 'disconnected');
  else source.close();
});
