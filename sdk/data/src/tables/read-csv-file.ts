import { DiscoError, type Problem } from '@disco-engine/kernel';
import { delimiterOf, SAMPLE_LINES } from './csv-layout.js';
import { CsvRows } from './csv-rows.js';
import { fileLines, type FileLine } from './file-lines.js';

/** Longest row, in bytes. */
const LONGEST = 1_000_000;

/** A CSV file that is small enough to be held whole, such as the cases of an experiment. */
export interface CsvFile {
  /** The names of the columns, from the first row. */
  readonly names: readonly string[];
  /** The rows with as many cells as there are columns. A line of nothing but delimiters is one, and a blank line is not. */
  readonly rows: readonly CsvFileRow[];
  /** What is wrong with other rows and with the header, each with its file and line. */
  readonly problems: readonly Problem[];
}

export interface CsvFileRow {
  /** Counts from 1; that of the header is usually 1. */
  readonly line: number;
  /** An empty cell is null; a cell of two quotes is an empty text. */
  readonly cells: readonly (string | null)[];
}

/**
 * Reads a small CSV file in UTF-8 as texts. The delimiter is a comma, semicolon, tab or bar, whichever divides the rows evenly. Needs no
 * database; for tables of a scenario, use `scenarioFromTables`.
 *
 * @throws DiscoError `FILE_UNREADABLE`
 *
 * @example
 * const { names, rows, problems } = await readCsvFile('cases.csv');
 */
export async function readCsvFile(path: string): Promise<CsvFile> {
  const lines: FileLine[] = [];
  try {
    for await (const line of fileLines(path, false, LONGEST, 'utf-8')) lines.push(line);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new DiscoError('FILE_UNREADABLE', `cannot read ${path}: ${reason}`, { file: path }, { cause });
  }
  const isBlank = ({ text, fault }: FileLine): boolean => fault === undefined && text.trim() === '';
  const blank = new Set(lines.filter(isBlank).map(({ line }) => line));
  const filled = lines.filter(({ line }) => !blank.has(line));
  const reader = new CsvRows(delimiterOf(filled.slice(0, SAMPLE_LINES).map(({ text }) => text)), true, LONGEST);
  const problems: Problem[] = [];
  const refuse = (code: Problem['code'], message: string, line: number): void =>
    void problems.push({ code, message, place: { file: path, line } });
  const all: CsvFileRow[] = [];
  for (const row of [...lines.flatMap((line) => reader.push(line)), ...reader.finish()]) {
    if ('fault' in row) refuse(row.fault.code as Problem['code'], row.fault.message, row.line);
    else if (row.cells.length > 1 || !blank.has(row.line)) all.push(row);
  }
  const [header, ...rows] = all;
  if (header === undefined) {
    if (problems.length === 0) refuse('FILE_EMPTY', 'the file is empty; it needs a header with column names', 1);
    return { names: [], rows: [], problems };
  }
  const names = header.cells.map((cell) => (cell ?? '').trim());
  for (const [at, name] of names.entries()) {
    if (name === '') refuse('COLUMN_UNNAMED', `column ${at + 1} has no name`, header.line);
    else if (names.indexOf(name) < at) refuse('COLUMN_REPEATED', `two columns are named '${name}'`, header.line);
  }
  const isWhole = ({ cells, line }: CsvFileRow): boolean => {
    if (cells.length === names.length) return true;
    const count = cells.length === 1 ? 'one cell' : `${cells.length} cells`;
    refuse('ROW_RAGGED', `the row has ${count}, but the header has ${names.length} columns`, line);
    return false;
  };
  return { names, rows: rows.filter(isWhole), problems };
}
