import { entryAt } from '@disco-engine/kernel';
import type { FileLine } from './file-lines.js';

/** A row of a CSV file, or what is wrong where one should be. */
export type CsvRow =
  | { readonly line: number; readonly cells: readonly (string | null)[] }
  | { readonly line: number; readonly fault: CsvFault };

export interface CsvFault {
  readonly code: string;
  readonly message: string;
}

/**
 * Puts lines together to the rows of a CSV file (RFC 4180). A quoted cell may have line ends; blanks around quotes are left out. Goes
 * on behind what is wrong: where a quote is not closed, on the line after the one where it opens.
 *
 * A cell that is empty is null; one of two quotes is null too, unless `emptyText` is set.
 */
export class CsvRows {
  #cells: (string | null)[] = [];
  /** What has been read of a quoted cell that goes on. */
  #open: string | undefined;
  /** The lines of a row that goes on, to be read anew where it never ends. */
  #lines: FileLine[] = [];
  #length = 0;

  constructor(
    private readonly delimiter: string,
    private readonly emptyText: boolean,
    /** Code units that a row may have. */
    private readonly limit: number,
  ) {}

  /** Whether a quoted cell goes on in the next line. */
  get isOpen(): boolean {
    return this.#open !== undefined;
  }

  /** @returns the rows that end with this line: mostly one, none where a quoted cell goes on */
  push(line: FileLine): CsvRow[] {
    if (line.fault !== undefined) return [...this.finish(), { line: line.line, fault: LINE_FAULTS[line.fault] }];
    const rows: CsvRow[] = [];
    this.#read([line], rows);
    return rows;
  }

  /** What is left at the end of the file, where a quoted cell is not closed. */
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

  /** Says that the quote is never closed. @returns the lines that are to be read anew: all but the one where it opens */
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
   * Reads a quoted cell on.
   *
   * @returns where the next cell begins, beyond the end of the line where there is none
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
  message: 'a quote opens here and is not closed, or something follows where it closes',
};
const UNESCAPED: CsvFault = {
  code: 'QUOTES_INVALID',
  message: 'something follows a closing quote; write a quote inside a cell twice',
};
const CARRIAGE_RETURN: CsvFault = {
  code: 'ROW_INVALID',
  message: 'a carriage return stands inside of the line; save the file with LF or CRLF at the end of lines',
};
const LINE_FAULTS: Readonly<Record<'not-text' | 'too-long', CsvFault>> = {
  'not-text': {
    code: 'TEXT_INVALID',
    message: 'the line is not UTF-8 text; save the file in UTF-8, or say its encoding',
  },
  'too-long': {
    code: 'TABLE_TOO_LARGE',
    message: 'the line is longer than limits.lineBytes; raise it if that is meant',
  },
};
