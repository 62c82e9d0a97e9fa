import { markup, jsonMarkup, type Markup } from '../markup/html.js';

export interface TableColumn {
  readonly title: string;
  readonly isNumber?: boolean;
}

export interface DataTable {
  /** Unique within the page; letters and hyphens. */
  readonly id: string;
  readonly caption: string;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly string[])[];
}

/** The page's script adds rows beyond these from JSON, so that a browser lays out only a few at a time. */
export const SHOWN_ROWS = 200;

/** A table that the page's script makes sortable and, if it is long, filterable. Without the script it shows its first rows. */
export function dataTable({ id, caption, columns, rows }: DataTable): Markup {
  const isLong = rows.length > SHOWN_ROWS;
  const heads = columns.map(
    ({ title, isNumber }) => markup`<th scope="col" class="${isNumber ? 'number' : ''}">${title}</th>`,
  );
  const body = rows.slice(0, SHOWN_ROWS).map((row) => tableRow(row, columns));
  return markup`<div class="table" id="${id}" data-shown="${SHOWN_ROWS}">
<div class="tools" hidden><label>Filter <input type="search" autocomplete="off"></label> <output aria-live="polite"></output></div>
<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table><caption>${caption}</caption><thead><tr>${heads}</tr></thead><tbody>
${body}</tbody></table></div>
<p class="more">${isLong ? `The first ${SHOWN_ROWS} of ${rows.length} rows. Enable JavaScript to see the rest.` : ''}</p>
${isLong ? markup`<script type="application/json">${jsonMarkup(rows)}</script>` : ''}</div>
`;
}

/** A table of a chart's data, collapsed at first. */
export function chartTable(columns: readonly string[], rows: readonly (readonly string[])[], note: string): Markup {
  const heads = columns.map((title) => markup`<th scope="col" class="number">${title}</th>`);
  const numbers = columns.map((title) => ({ title, isNumber: true }));
  const more = note === '' ? '' : markup`<p class="note">${note}</p>`;
  return markup`<details><summary>Data</summary><div class="scroll"><table><thead><tr>${heads}</tr></thead><tbody>
${rows.map((row) => tableRow(row, numbers))}</tbody></table></div>${more}</details>`;
}

function tableRow(cells: readonly string[], columns: readonly TableColumn[]): Markup {
  const content = cells.map((cell, index) =>
    columns[index]?.isNumber === true ? markup`<td class="number">${cell}</td>` : markup`<td>${cell}</td>`,
  );
  return markup`<tr>${content}</tr>\n`;
}
