/**
 * Makes tables sortable and long ones filterable. Inserts data as text, never as markup. Shows a few rows at a time,
 * so that a table of thousands of rows does not slow the page down.
 */
export const TABLE_SCRIPT = `for (const box of document.querySelectorAll('.table')) {
  const body = box.querySelector('tbody');
  const heads = [...box.querySelectorAll('th')];
  const isNumber = heads.map((head) => head.classList.contains('number'));
  const data = box.querySelector('script');
  const all = data
    ? JSON.parse(data.textContent)
    : [...body.querySelectorAll('tr')].map((row) => [...row.querySelectorAll('td')].map((cell) => cell.textContent));
  const texts = all.map((row) => row.join('\\n').toLowerCase());
  const step = Number(box.dataset.shown);
  const tools = box.querySelector('.tools');
  const input = tools.querySelector('input');
  const told = tools.querySelector('output');
  const more = box.querySelector('.more');
  let shown = step;
  let order = all.map((_, index) => index);
  const rowOf = (cells) => {
    const row = document.createElement('tr');
    cells.forEach((text, index) => {
      const cell = document.createElement('td');
      if (isNumber[index]) cell.className = 'number';
      cell.textContent = text;
      row.append(cell);
    });
    return row;
  };
  const show = () => {
    const words = input.value.toLowerCase().split(/\\s+/).filter(Boolean);
    const found = order.filter((index) => words.every((word) => texts[index].includes(word)));
    body.replaceChildren(...found.slice(0, shown).map((index) => rowOf(all[index])));
    told.textContent = found.length === all.length ? all.length + ' rows' : found.length + ' of ' + all.length + ' rows';
    more.replaceChildren();
    if (found.length > shown) {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = 'Show ' + Math.min(step, found.length - shown) + ' more';
      button.addEventListener('click', () => {
        shown += step;
        show();
      });
      more.append(button);
    }
  };
  const compare = (column, sign) => (a, b) => {
    const [left, right] = [all[a][column], all[b][column]];
    if ((left === '') !== (right === '')) return left === '' ? 1 : -1;
    const difference = isNumber[column] ? parseFloat(left) - parseFloat(right) : left < right ? -1 : left > right ? 1 : 0;
    return sign * (difference || 0) || a - b;
  };
  heads.forEach((head, column) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = head.textContent;
    button.addEventListener('click', () => {
      const up = head.getAttribute('aria-sort') !== 'ascending';
      heads.forEach((other) => other.removeAttribute('aria-sort'));
      head.setAttribute('aria-sort', up ? 'ascending' : 'descending');
      order = order.slice().sort(compare(column, up ? 1 : -1));
      show();
    });
    head.replaceChildren(button);
  });
  if (all.length > 10) {
    tools.hidden = false;
    input.addEventListener('input', () => {
      shown = step;
      show();
    });
  }
  show();
}
`;
