import { entryAt } from '@disco-engine/kernel';
import { markup, type Markup } from '../markup/html.js';
import type { Frame } from './frame.js';

/** More cases in one chart cannot be told apart: each of them gets a panel of its own. */
const MOST_TOGETHER = 4;

export function hasPanels({ cases }: Frame): boolean {
  return cases.length > MOST_TOGETHER;
}

/** A chart for each drawn case, all with the same axes. */
export function panels({ cases }: Frame, chartOf: (slot: number, name: string) => Markup): Markup {
  const all = cases.map(
    ({ number, name }, slot) => markup`<div><p>${name}</p>${chartOf(slot, `case ${number}`)}</div>`,
  );
  return markup`<div class="panels">${all}</div>`;
}

/** What the lines of a panel are. */
export function panelsKey({ cases, reference }: Frame): Markup {
  const { name } = entryAt(cases, reference);
  const line = (colour: string, width: number, text: string): Markup =>
    markup`<span><svg viewBox="0 0 29 10" aria-hidden="true"><line x1="0" x2="29" y1="5" y2="5" stroke="var(${colour})" stroke-width="${width}"/></svg>${text}</span>`;
  return markup`<div class="legend">${line('--case-0', 2.2, 'the case named above the panel')}${line('--muted', 1.4, `for comparison, the best of those drawn: ${name}`)}</div>`;
}
