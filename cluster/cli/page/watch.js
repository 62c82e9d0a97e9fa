// @ts-check
// What all pages share.

/** @typedef {import('../src/watch/watched.js').Order} Order */

/** @param {string} id */
export function element(id) {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page has no '${id}'`);
  return found;
}

/**
 * @param {string} id
 * @param {string} text
 */
export function show(id, text) {
  element(id).textContent = text;
}

/**
 * Fills the body of a table. Rows and cells stay, and so does what is in a cell already: a button that was replaced could not be pressed.
 *
 * @param {string} id
 * @param {readonly (readonly (string | Node)[])[]} rows
 * @param {readonly number[]} numbers columns that are aligned to the right
 */
export function fill(id, rows, numbers) {
  const body = /** @type {HTMLTableSectionElement} */ (element(id));
  while (body.rows.length > rows.length) body.deleteRow(-1);
  for (const [at, cells] of rows.entries()) {
    const row = body.rows[at] ?? body.insertRow();
    for (const [index, content] of cells.entries()) {
      const cell = row.cells[index] ?? row.insertCell();
      if (numbers.includes(index)) cell.className = 'number';
      if (typeof content !== 'string') {
        if (cell.firstChild !== content) cell.replaceChildren(content);
      } else if (cell.textContent !== content) cell.textContent = content;
    }
  }
}

/**
 * Gives an order, and shows why it is refused if it is.
 *
 * @param {Order} order
 * @param {string} [of] what it is about
 */
export async function orderBy(order, of = '') {
  const response = await fetch(of === '' ? order : `${order}/${of}`, { method: 'POST' });
  show('refusal', response.ok ? '' : await response.text());
}

/**
 * Calls back with each view that the command sends.
 *
 * @template View
 * @param {(view: View) => void} render
 * @param {() => boolean} isOver whether the last view was the end
 * @param {(lines: readonly import('../src/watch/page-lines.js').PageLine[]) => void} [addLines] takes new lines of the log
 */
export function follow(render, isOver, addLines = () => {}) {
  const source = new EventSource('events');
  source.addEventListener('message', ({ data }) => render(JSON.parse(data)));
  source.addEventListener('lines', ({ data }) => addLines(JSON.parse(data)));
  source.addEventListener('trouble', ({ data }) => show('refusal', JSON.parse(data)));
  source.addEventListener('error', () => {
    // The command has ended, or the connection is broken; the browser tries again by itself in the latter case.
    if (isOver()) source.close();
    else show('status', 'disconnected');
  });
}
