/** If the range has at most this many rows per wanted row, the whole range is read; otherwise rows are looked up one by one. */
const DENSE = 8;

/** The rows of a table to read, and their places in the result. */
export class WantedRows {
  /** Number of distinct rows. */
  readonly count: number;
  /** For each requested row, in the order requested, its place among the distinct rows. */
  readonly places: Int32Array;
  readonly #first: number;
  /** The place of each row from the first on, or -1. */
  readonly #placeOf: Int32Array;
  readonly #distinct: Int32Array;

  constructor(rows: Int32Array) {
    const [first, last] = rows.reduce(([low, high], row) => [Math.min(low, row), Math.max(high, row)], [Infinity, -1]);
    this.#first = rows.length === 0 ? 0 : first;
    this.#placeOf = new Int32Array(Math.max(0, last - this.#first + 1)).fill(-1);
    const distinct: number[] = [];
    this.places = rows.map((row) => {
      const at = row - this.#first;
      const known = this.#placeOf[at] ?? NaN;
      if (known >= 0) return known;
      const added = distinct.push(row) - 1;
      this.#placeOf[at] = added;
      return added;
    });
    this.#distinct = Int32Array.from(distinct);
    this.count = distinct.length;
  }

  /** Whether any row was requested more than once. */
  get repeated(): boolean {
    return this.count < this.places.length;
  }

  /** An SQL condition for the rows, and possibly others in between. */
  get condition(): string {
    const span = this.#placeOf.length;
    if (span <= DENSE * this.count) return `row BETWEEN ${this.#first} AND ${this.#first + span - 1}`;
    return `row IN (SELECT CAST(unnest(string_to_array('${this.#distinct.join(',')}', ',')) AS integer))`;
  }

  /** The places of rows that were read, or -1 for rows not requested. */
  placesOf(rows: Int32Array): Int32Array {
    return rows.map((row) => this.#placeOf[row - this.#first] ?? NaN);
  }
}
