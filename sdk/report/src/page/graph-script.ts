/** Colours the boxes of the graph by the channel and case that the reader selects. Inserts data as text only. */
export const GRAPH_SCRIPT = `for (const figure of document.querySelectorAll('.graph')) {
  const { about, channels } = JSON.parse(figure.querySelector(':scope > script').textContent);
  const tools = figure.querySelector('.tools');
  if (!tools) continue;
  const boxes = [...figure.querySelectorAll('.box')];
  const rows = [...figure.querySelectorAll('tbody tr')];
  const cells = [...figure.querySelectorAll('.heat li')];
  const chosen = (name) => Math.max(0, figure.querySelector('select[name=' + name + ']')?.selectedIndex ?? 0);
  const show = () => {
    const { name, edges, cases } = channels[chosen('channel')];
    cases[chosen('case')].forEach(([heat, text], index) => {
      boxes[index].setAttribute('class', 'box heat-' + (heat ?? 'none'));
      boxes[index].querySelector('title').textContent = about[index] + '\\n' + name + ': ' + (text || 'no value');
      const value = boxes[index].querySelector('.value');
      if (value) value.textContent = text;
      rows[index].lastElementChild.textContent = text;
    });
    figure.querySelector('output').textContent = name;
    cells.forEach((cell, heat) => {
      cell.hidden = heat >= edges.length - 1;
      const [low, high] = edges.slice(heat);
      cell.firstElementChild.textContent = low === high ? low : low + ' – ' + high;
    });
  };
  for (const select of tools.querySelectorAll('select')) select.addEventListener('change', show);
  tools.hidden = false;
  // On "back", a browser restores the menus' earlier selections.
  show();
}
`;
