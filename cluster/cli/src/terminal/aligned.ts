import { entryAt, printable } from '@disco-engine/kernel';
import { figureText } from '@disco-engine/statistics';
import { cut, styled, type Line } from './styled.js';

/** Where the cells of a column stand: texts at the left, numbers at the right, numbers with decimals at their decimal points. */
export type Alignment = 'left' | 'right' | 'point';

/** One column of a table in a terminal. */
export interface AlignedColumn<Row> {
  readonly title: string;
  readonly align: Alignment;
  readonly cell: (row: Row) => string;
}

const BETWEEN = '  ';
/** A column of texts is not cut shorter than this. */
const LEAST_WIDTH = 8;

/**
 * The lines of a table: titles first, and two spaces between columns.
 *
 * @param width of a terminal: the widest columns of texts are cut, and at last the lines, so that they fit; without it nothing is cut
 */
export function alignedLines<Row>(
  columns: readonly AlignedColumn<Row>[],
  rows: readonly Row[],
  width = Infinity,
): Line[] {
  const cells = columns.map(({ align, cell }) => {
    const texts = rows.map((row) => printable(cell(row)));
    return align === 'point' ? pointed(texts) : texts;
  });
  const titles = columns.map(({ title }) => printable(title));
  const wanted = columns.map((_, at) => longest([entryAt(titles, at), ...entryAt(cells, at)]));
  const widths = fitted(
    wanted,
    columns.map(({ align }) => align === 'left'),
    width,
  );
  const line = (texts: readonly string[]): string =>
    texts
      .map((text, at) => {
        const own = entryAt(widths, at);
        const shown = text.length > own ? `${text.slice(0, own - 1)}…` : text;
        return entryAt(columns, at).align === 'left' ? shown.padEnd(own) : shown.padStart(own);
      })
      .join(BETWEEN)
      .trimEnd();
  const head: Line = [styled('heading', line(titles))];
  const lines: Line[] = [head, ...rows.map((_, row) => line(cells.map((column) => entryAt(column, row))))];
  return width < Infinity ? lines.map((one) => cut(one, width)) : lines;
}

/** Numbers with as many blanks behind them as brings their decimal points, or where these would be, below each other. */
function pointed(texts: readonly string[]): string[] {
  const behind = texts.map((text) => (/^-?\d/.test(text) ? text.length - text.split(/[.e]/, 1).join('').length : 0));
  const most = Math.max(0, ...behind);
  return texts.map((text, at) => text + ' '.repeat(Math.max(0, most - entryAt(behind, at))));
}

/** Widths of columns that fit together, if those of texts can be cut so far. */
function fitted(wanted: readonly number[], isText: readonly boolean[], width: number): number[] {
  const widths = [...wanted];
  let excess = widths.reduce((sum, own) => sum + own, 0) + BETWEEN.length * (widths.length - 1) - width;
  while (excess > 0) {
    const candidates = widths.map((own, at) => (entryAt(isText, at) && own > LEAST_WIDTH ? own : 0));
    const widest = Math.max(...candidates);
    if (widest === 0) break;
    widths[candidates.indexOf(widest)] = widest - 1;
    excess -= 1;
  }
  return widths;
}

function longest(texts: readonly string[]): number {
  return texts.reduce((width, text) => Math.max(width, text.length), 0);
}

/** A figure without an interval, as in reports; `-` for what is not known. */
export function numberText(value: number | null | undefined): string {
  return figureText(value) || '-';
}
