// @ts-check
import { addLines } from './log.js';
import { fill, follow, orderBy, show } from './watch.js';

/** @typedef {import('../src/farm/farm-watch.js').FarmView} FarmView */
/** @typedef {FarmView['jobs'][number]} Job */
/** @typedef {import('../src/watch/watched.js').Order} Order */

/** Characters of the name of a job; the commands of `disco` know it by these. */
const SHORT = 8;

/**
 * What the row of a job has besides text, by its name.
 *
 * @type {Map<string, { buttons: HTMLElement, bar: HTMLProgressElement }>}
 */
const kept = new Map();

/** @param {FarmView} view */
function render(view) {
  const { title, isAway, leader, members, jobs } = view;
  document.title = title;
  show('title', title);
  show('status', isAway ? 'the coordinator does not answer; this is what it said last' : 'connected');
  show('leader', leader?.name ?? 'none');
  show('term', String(leader?.term ?? '–'));
  show('busy', `${members.filter(({ state }) => state === 'busy').length} of ${members.length}`);
  show('queued', String(jobs.filter(isOpen).reduce((sum, { queued }) => sum + queued, 0)));
  fill('jobs', jobs.map(jobRow), [3, 5, 6, 7]);
  fill(
    'workers',
    members.map(({ name, state, left, job, replications }) => [
      name,
      state,
      (left / 1000).toFixed(1),
      job?.slice(0, SHORT) ?? '',
      shortened(replications),
    ]),
    [2],
  );
}

/** @param {Job} job */
function jobRow(job) {
  const { buttons, bar } = partsOf(job.job);
  bar.value = job.replications === 0 ? 0 : job.finished / job.replications;
  for (const button of buttons.querySelectorAll('button'))
    button.hidden = !isOpen(job) || button.dataset['order'] === (job.isPaused ? 'pause' : 'resume');
  const state = isOpen(job) && job.isPaused ? 'PAUSED' : job.state === 'ASSIGNED' ? 'ACTIVE' : job.state;
  const alarms = job.alarms.map(({ member }) => `${member} reported another digest (REPLICATION_DIFFERS)`);
  return [
    job.job.slice(0, SHORT),
    job.name,
    state,
    String(job.priority),
    bar,
    `${job.finished} of ${job.replications}`,
    String(job.running),
    String(job.queued),
    buttons,
    [job.error ?? [], ...alarms, ...job.notes].flat().join('; '),
  ];
}

/** @param {string} id */
function partsOf(id) {
  const found = kept.get(id);
  if (found !== undefined) return found;
  const buttons = document.createElement('span');
  for (const order of /** @type {const} */ (['pause', 'resume', 'cancel'])) buttons.append(newButton(order, id));
  const bar = document.createElement('progress');
  bar.setAttribute('aria-label', `replications of ${id.slice(0, SHORT)} that have ended`);
  const parts = { buttons, bar };
  kept.set(id, parts);
  return parts;
}

/**
 * @param {Order} order
 * @param {string} id
 */
function newButton(order, id) {
  const made = document.createElement('button');
  made.type = 'button';
  made.textContent = `${order[0]?.toUpperCase()}${order.slice(1)}`;
  made.dataset['order'] = order;
  made.setAttribute('aria-label', `${order} ${id.slice(0, SHORT)}`);
  made.addEventListener('click', () => void orderBy(order, id));
  return made;
}

/** @param {Job} job */
function isOpen({ state }) {
  return state === 'QUEUED' || state === 'ASSIGNED';
}

/** @param {readonly string[]} replications */
function shortened(replications) {
  const [first = '', ...others] = replications;
  return others.length === 0 ? first : `${first} … ${others.at(-1)} (${replications.length})`;
}

follow(render, () => false, addLines);
