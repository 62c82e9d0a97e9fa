import { entryAt } from '@disco-engine/kernel';
import type { DuckDBAppender, DuckDBDataChunk, DuckDBValue } from '@duckdb/node-api';
import type { TableDatabase } from './table-database.js';

/** Rows of one chunk, the maximum of DuckDB. */
const CHUNK = 2048;

/** Fills a new table of text columns `c0`, `c1`, …, with the number of each row and the line where it begins. */
export class TextRows {
  readonly #rows: (readonly (string | null)[])[] = [];
  readonly #lines: (number | null)[] = [];
  #count = 0;

  private constructor(
    readonly relation: string,
    private readonly width: number,
    private readonly appender: DuckDBAppender,
    private readonly chunk: DuckDBDataChunk,
  ) {}

  static async create(database: TableDatabase, width: number): Promise<TextRows> {
    const relation = database.newName();
    const columns = Array.from({ length: width }, (_, column) => `, c${column} VARCHAR`);
    await database.run(`CREATE TABLE ${relation} ("row" INTEGER, line INTEGER${columns.join('')})`);
    const { DuckDBDataChunk, INTEGER, VARCHAR } = database.duckdb.api;
    const types = [INTEGER, INTEGER, ...Array.from({ length: width }, () => VARCHAR)];
    const appender = await database.duckdb.connection.createAppender(relation);
    return new TextRows(relation, width, appender, DuckDBDataChunk.create(types, CHUNK));
  }

  /** Number of rows so far. */
  get size(): number {
    return this.#count;
  }

  /** @param cells one per column of the table */
  add(cells: readonly (string | null)[], line: number | null): void {
    this.#rows.push(cells);
    this.#lines.push(line);
    this.#count += 1;
    if (this.#rows.length === CHUNK) this.#flush();
  }

  close(): void {
    if (this.#rows.length > 0) this.#flush();
    this.appender.closeSync();
  }

  #flush(): void {
    const rows = this.#rows;
    const first = this.#count - rows.length;
    const columns: DuckDBValue[][] = [rows.map((_, row) => first + row), [...this.#lines]];
    for (let column = 0; column < this.width; column++) columns.push(rows.map((cells) => entryAt(cells, column)));
    this.chunk.rowCount = rows.length;
    this.chunk.setColumns(columns);
    this.appender.appendDataChunk(this.chunk);
    this.chunk.reset();
    rows.length = 0;
    this.#lines.length = 0;
  }
}
