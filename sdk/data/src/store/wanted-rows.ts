/** Up to this many rows are read for each that is wanted before they are looked for one by one. */
const DENSE = 8;

/** Which rows of a table are read, and where they belong. */
export class WantedRows {
  /** How many different ones are wanted. */
  readonly count: number;
  /** Per row that is wanted, in the order in which it was asked for, its place among the different ones. */
  readonly places: Int32Array;
  readonly #first: number;
  /** From the first row on, the place of each, or -1. */
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

  /** Whether some row was asked for more than once. */
  get repeated(): boolean {
    return this.count < this.places.length;
  }

  /** A condition for the rows, and perhaps others between them. */
  get condition(): string {
    const span = this.#placeOf.length;
    if (span <= DENSE * this.count) return `row BETWEEN ${this.#first} AND ${this.#first + span - 1}`;
    return `row IN (SELECT CAST(unnest(string_to_array('${this.#distinct.join(',')}', ',')) AS integer))`;
  }

  /** Where rows that were read belong, or -1 for those that nobody wants. */
  placesOf(rows: Int32Array): Int32Array {
    return rows.map((row) => this.#placeOf[row - this.#first] ?? NaN);
  }
}
