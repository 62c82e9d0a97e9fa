/** Shows the answer for the response and direction that the reader selects. Inserts data as text only. */
export const ANSWER_SCRIPT = `for (const answer of document.querySelectorAll('.answer')) {
  const source = answer.querySelector(':scope > script');
  const tools = answer.querySelector('.tools');
  if (!source || !tools) continue;
  const all = JSON.parse(source.textContent);
  const response = tools.querySelector('select[name=response]');
  const best = tools.querySelector('select[name=best]');
  const chosen = (select) => Math.max(0, select?.selectedIndex ?? 0);
  const rows = new Map([...answer.querySelectorAll('tbody tr')].map((row) => [Number(row.getAttribute('data-case')), row]));
  const space = 'http://www.w3.org/2000/svg';
  const drawn = (low, middle, high) => {
    const svg = document.createElementNS(space, 'svg');
    svg.setAttribute('class', 'bar');
    svg.setAttribute('aria-hidden', 'true');
    const line = document.createElementNS(space, 'line');
    const circle = document.createElementNS(space, 'circle');
    const places = { x1: low + '%', x2: high + '%', y1: '50%', y2: '50%' };
    for (const name of Object.keys(places)) line.setAttribute(name, places[name]);
    circle.setAttribute('cx', middle + '%');
    circle.setAttribute('cy', '50%');
    circle.setAttribute('r', '3.5');
    svg.append(line, circle);
    return svg;
  };
  const put = (row, name, text) => {
    const cell = row.querySelector('.' + name);
    if (cell) cell.textContent = text;
  };
  const show = () => {
    const { scale, cells, ...sights } = all[chosen(response)];
    const { headline, text, method, order, verdicts } = sights[chosen(best) === 1 ? 'greatest' : 'least'];
    // Screen readers must not repeat unchanged text.
    const say = (element, now) => void (element.textContent === now || (element.textContent = now));
    say(answer.querySelector('.headline'), headline);
    say(answer.querySelector('.text'), text);
    answer.querySelector('.method').textContent = method;
    const ends = [...answer.querySelectorAll('.scale span')];
    ends.forEach((end, index) => void (end.textContent = scale[index]));
    for (const number of order) {
      const row = rows.get(number);
      const [mean, count, caution, low, middle, high] = cells[number];
      const [verdict, against] = verdicts[number];
      row.setAttribute('data-verdict', verdict);
      put(row, 'mean', mean);
      put(row, 'count', count);
      put(row, 'caution', caution);
      put(row, 'verdict', verdict);
      put(row, 'against', against);
      row.querySelector('.bars').replaceChildren(...(middle === null ? [] : [drawn(low, middle, high)]));
      row.parentNode.append(row);
    }
  };
  for (const select of tools.querySelectorAll('select')) select.addEventListener('change', show);
  tools.hidden = false;
  // On "back", a browser restores the menus' earlier selections.
  show();
}
`;
