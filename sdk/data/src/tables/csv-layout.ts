import { CsvRows, type CsvRow } from './csv-rows.js';
import type { FileLine } from './file-lines.js';
import type { Staging } from './staging.js';
import type { FileLocation } from './table-location.js';
import type { TableReading } from './table-options.js';

/** Number of lines from which the layout of a file is detected. */
export const SAMPLE_LINES = 50;

const DELIMITERS = [';', '\t', '|', ','];

const PLAIN_NUMBER = /^\s*"?[+-]?[\d.,]+"?\s*$/;

/** The layout of a CSV file. */
export interface CsvLayout {
  readonly delimiter: string;
  /** Prefix of comment lines. */
  readonly comment: string | undefined;
}

/**
 * The layout of a CSV file, from its options or from its first lines; reports what it assumes.
 *
 * @param sample lines of the file, starting with the first that is not blank
 */
export function csvLayout(
  location: FileLocation,
  { delimiter, comment }: TableReading,
  sample: readonly FileLine[],
  { assumed }: Staging,
): CsvLayout {
  const file = location.shown;
  const texts = sample.map(({ text }) => text).filter((text) => text.trim() !== '');
  const marker = comment ?? '#';
  const rows = texts.filter((text) => !text.startsWith(marker));
  const used = delimiter ?? (location.tabs ? '\t' : delimiterOf(rows));
  if (delimiter === undefined && !location.tabs && used !== ',') {
    const shown = used === '\t' ? 'a tab' : `'${used}'`;
    const message = `cells appear to be separated by ${shown}, judging by the first rows; set delimiter: ${JSON.stringify(used)} to be sure`;
    assumed.add('DELIMITER_ASSUMED', message, { file });
  }
  if (comment !== undefined) return { delimiter: used, comment };
  const above = texts.findIndex((text) => !text.startsWith(marker));
  if (above <= 0 || isHeader(texts[above - 1] ?? '', texts[above] ?? '', used))
    return { delimiter: used, comment: undefined };
  const message = `lines that begin with '#' are treated as comments, because some precede the header; set comment: '#' to be sure`;
  assumed.add('COMMENTS_ASSUMED', message, { file });
  return { delimiter: used, comment: marker };
}

/** Whether a line that looks like a comment is the header of the row below it: `#stage,cover` above `a,1`. */
function isHeader(line: string, row: string, delimiter: string): boolean {
  const [names, cells] = [cellsOf(line, delimiter), cellsOf(row, delimiter)];
  if (names.length !== cells.length) return false;
  return !/^#\s/.test(line) || (cells.some((cell) => PLAIN_NUMBER.test(cell)) && names.length > 1);
}

/** The delimiter that divides the first rows into equally many cells, and as many as possible; otherwise one that the header has. */
export function delimiterOf([header = '', ...rows]: readonly string[]): string {
  let best = '';
  let most = 1;
  for (const delimiter of DELIMITERS) {
    const width = cellsOf(header, delimiter).length;
    if (width > most && rows.every((row) => cellsOf(row, delimiter).length === width))
      [best, most] = [delimiter, width];
  }
  if (best !== '') return best;
  return [',', ';', '\t', '|'].find((delimiter) => cellsOf(header, delimiter).length > 1) ?? ',';
}

function cellsOf(line: string, delimiter: string): readonly string[] {
  const rows = new CsvRows(delimiter, false, Infinity);
  const all: CsvRow[] = [...rows.push({ line: 1, text: line, end: '\n' }), ...rows.finish()];
  const [row] = all;
  return row !== undefined && 'cells' in row ? row.cells.map((cell) => cell ?? '') : [];
}
