import { shownText } from '@disco-engine/kernel';
import type { ProblemReport } from './problem-report.js';
import { shownNames } from './shown-names.js';
import type { StagedColumn, StagedTable } from './staged-table.js';
import type { TableReading } from './table-options.js';

/** The columns of a table, except ignored ones, by name. */
export class NamedColumns {
  readonly all: readonly StagedColumn[];
  readonly #byName = new Map<string, StagedColumn>();

  constructor(
    private readonly table: StagedTable,
    options: TableReading,
    private readonly report: ProblemReport,
  ) {
    const ignored = new Set(options.ignore);
    this.all = table.columns.filter(({ name }) => !ignored.has(name));
    for (const column of this.all) {
      if (this.#byName.has(column.name))
        this.refuse('COLUMN_REPEATED', `two columns are named ${shownText(column.name)}; rename one`);
      else this.#byName.set(column.name, column);
    }
    for (const name of ignored) if (!table.columns.some((column) => column.name === name)) this.#missing(name);
  }

  find(name: string): StagedColumn | undefined {
    return this.#byName.get(name);
  }

  /** The column with this name; reports a problem if there is none. */
  need(name: string): StagedColumn | undefined {
    const column = this.find(name);
    if (column === undefined) this.#missing(name);
    return column;
  }

  /**
   * The named column, or else one by position. The order of fields in JSON objects is not meaningful, so there it is the column with the
   * first of some usual names, or the only column.
   */
  needOr(name: string | undefined, position: number, what: string, usual: readonly string[]): StagedColumn | undefined {
    if (name !== undefined) return this.need(name);
    if (this.table.location.kind === 'jsonl' && this.all.length > 1) return this.#needUsual(what, usual);
    const column = this.all[position];
    if (column === undefined)
      this.refuse('COLUMN_MISSING', `there is no column for the ${what}; there are: ${shownNames(this.#names())}`);
    return column;
  }

  /** Adds a problem of the whole table; for a CSV file, its line is that of the header. */
  refuse(code: string, message: string): void {
    this.report.add(code, message, {
      file: this.table.shown,
      ...(this.table.location.kind === 'csv' ? { line: 1 } : {}),
    });
  }

  #needUsual(what: string, usual: readonly string[]): StagedColumn | undefined {
    const name = usual.find((each) => this.#byName.has(each));
    if (name !== undefined) return this.find(name);
    const message = `no field of the objects is named ${usual.map(shownText).join(' or ')}; name the column of the ${what}, because JSON fields have no order; there are: ${shownNames(this.#names())}`;
    this.refuse('COLUMN_MISSING', message);
    return undefined;
  }

  #missing(name: string): void {
    const known = shownNames(this.#names());
    this.refuse('COLUMN_MISSING', `there is no column ${shownText(name)}; there are: ${known}`);
  }

  #names(): string[] {
    return this.table.columns.map((column) => column.name);
  }
}
