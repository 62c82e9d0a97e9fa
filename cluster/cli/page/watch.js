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
 * Fills the body of a table.
 *
 * @param {string} id
 * @param {readonly (readonly (string | Node)[])[]} rows
 * @param {readonly number[]} numbers columns that are aligned to the right
 */
export function fill(id, rows, numbers) {
  element(id).replaceChildren(
    ...rows.map((cells) => {
      const row = document.createElement('tr');
      for (const [index, content] of cells.entries()) {
        const cell = document.createElement('td');
        cell.append(content);
        if (numbers.includes(index)) cell.className = 'number';
        row.append(cell);
      }
      return row;
    }),
  );
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
 */
export function follow(render, isOver) {
  const source = new EventSource('events');
  source.addEventListener('message', ({ data }) => render(JSON.parse(data)));
  source.addEventListener('error', () => {
    // The command has ended, or the connection is broken; the browser tries again by itself in the latter case.
    if (isOver()) source.close();
    else show('status', 'disconnected');
  });
}
