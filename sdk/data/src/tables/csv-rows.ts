import { entryAt } from '@disco-engine/kernel';
import type { FileLine } from './file-lines.js';

/** A row of a CSV file, or a fault in its place. */
export type CsvRow =
  | { readonly line: number; readonly cells: readonly (string | null)[] }
  | { readonly line: number; readonly fault: CsvFault };

export interface CsvFault {
  readonly code: string;
  readonly message: string;
}

/**
 * Assembles lines into the rows of a CSV file (RFC 4180). A quoted cell may contain line ends; blanks around quotes are dropped. Parsing
 * continues after a fault: after an unclosed quote, on the line after the one where it opens.
 *
 * An empty cell is null; so is a cell of two quotes, unless `emptyText` is set.
 */
export class CsvRows {
  #cells: (string | null)[] = [];
  /** The text so far of an open quoted cell. */
  #open: string | undefined;
  /** The lines of the current row, to be parsed again if its quote is never closed. */
  #lines: FileLine[] = [];
  #length = 0;

  constructor(
    private readonly delimiter: string,
    private readonly emptyText: boolean,
    /** Maximum length of a row in code units. */
    private readonly limit: number,
  ) {}

  /** Whether a quoted cell continues on the next line. */
  get isOpen(): boolean {
    return this.#open !== undefined;
  }

  /** @returns the rows that end with this line: usually one, none if a quoted cell continues */
  push(line: FileLine): CsvRow[] {
    if (line.fault !== undefined) return [...this.finish(), { line: line.line, fault: LINE_FAULTS[line.fault] }];
    const rows: CsvRow[] = [];
    this.#read([line], rows);
    return rows;
  }

  /** Returns the remaining rows at the end of the file, if a quoted cell is still open. */
  finish(): CsvRow[] {
    const rows: CsvRow[] = [];
    while (this.#open !== undefined) this.#read(this.#giveUp(rows), rows);
    return rows;
  }

  #read(lines: readonly FileLine[], rows: CsvRow[]): void {
    let waiting = lines;
    for (let at = 0; at < waiting.length; at++) {
      const line = entryAt(waiting, at);
      this.#lines.push(line);
      this.#length += line.text.length + 1;
      const fault = this.#split(line);
      const first = entryAt(this.#lines, 0).line;
      if ((fault !== undefined && this.#lines.length > 1) || this.#length > this.limit + 1) {
        waiting = [...this.#giveUp(rows), ...waiting.slice(at + 1)];
        at = -1;
        continue;
      }
      if (fault !== undefined) rows.push({ line: first, fault });
      else if (this.#open === undefined) rows.push({ line: first, cells: this.#cells });
      else continue;
      this.#reset();
    }
  }

  /** Reports that the quote is never closed. @returns the lines to parse again: all except the one where it opens */
  #giveUp(rows: CsvRow[]): FileLine[] {
    const rest = this.#lines.slice(1);
    rows.push({ line: entryAt(this.#lines, 0).line, fault: UNCLOSED });
    this.#reset();
    return rest;
  }

  #reset(): void {
    this.#cells = [];
    this.#open = undefined;
    this.#lines = [];
    this.#length = 0;
  }

  #split({ text, end: lineEnd }: FileLine): CsvFault | undefined {
    let at = 0;
    if (this.#open !== undefined) {
      const end = this.#quoted(text, 0, this.#open, lineEnd);
      if (typeof end !== 'number') return end;
      at = end;
    }
    while (at <= text.length) {
      let start = at;
      while (text[start] === ' ') start += 1;
      if (text[start] === '"') {
        const end = this.#quoted(text, start + 1, '', lineEnd);
        if (typeof end !== 'number') return end;
        at = end;
        continue;
      }
      let end = text.indexOf(this.delimiter, at);
      if (end < 0) end = text.length;
      const cell = text.slice(at, end);
      if (cell.includes('\r')) return CARRIAGE_RETURN;
      this.#cells.push(cell === '' ? null : cell);
      at = end + 1;
    }
    return undefined;
  }

  /**
   * Continues to read a quoted cell.
   *
   * @returns start of the next cell; beyond the end of the line if there is none
   */
  #quoted(text: string, from: number, before: string, lineEnd: string): number | CsvFault {
    let cell = before;
    for (let at = from; ;) {
      const quote = text.indexOf('"', at);
      if (quote < 0) {
        this.#open = cell + text.slice(at) + lineEnd;
        return text.length + 1;
      }
      cell += text.slice(at, quote);
      if (text[quote + 1] === '"') {
        cell += '"';
        at = quote + 2;
        continue;
      }
      let end = quote + 1;
      while (text[end] === ' ') end += 1;
      if (end < text.length && text[end] !== this.delimiter) return UNESCAPED;
      this.#open = undefined;
      this.#cells.push(cell === '' && !this.emptyText ? null : cell);
      return end + 1;
    }
  }
}

const UNCLOSED: CsvFault = {
  code: 'QUOTES_INVALID',
  message: 'a quote opens here but is not closed, or is closed in the middle of a cell',
};
const UNESCAPED: CsvFault = {
  code: 'QUOTES_INVALID',
  message: 'text follows a closing quote; double a quote inside a cell',
};
const CARRIAGE_RETURN: CsvFault = {
  code: 'ROW_INVALID',
  message: 'the line contains a carriage return; save the file with LF or CRLF line ends',
};
const LINE_FAULTS: Readonly<Record<'not-text' | 'too-long', CsvFault>> = {
  'not-text': {
    code: 'TEXT_INVALID',
    message: 'the line is not UTF-8 text; save the file in UTF-8, or set its encoding',
  },
  'too-long': {
    code: 'TABLE_TOO_LARGE',
    message: 'the line is longer than limits.lineBytes; raise the limit if that is intended',
  },
};
