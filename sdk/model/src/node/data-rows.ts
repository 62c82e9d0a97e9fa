import { DiscoError, shownValue } from '@disco-engine/kernel';
import type { ColumnNeeds } from '../model/column-declaration.js';
import { isMissing, valueAt } from '../scenario/column.js';
import type { ColumnTable } from '../scenario/column-source.js';

/** Some or all rows of a table. */
export interface RowSelection {
  /** The node that reads. */
  readonly node: string;
  readonly table: ColumnTable;
  /** The columns that the node type declares; undefined if it declares none. */
  readonly needs: ColumnNeeds | undefined;
  /** Rows of the table. */
  readonly rows: Int32Array;
}

/**
 * The columns of some rows as arrays, with one entry per row. Every call returns a new array that belongs to the caller. For a
 * missing value, the fallback is used, or else the declared default; otherwise it is an error, and never silently NaN or 0.
 */
export abstract class DataRows {
  /** @internal */
  constructor(protected readonly selection: RowSelection) {}

  /** Number of rows. */
  get size(): number {
    return this.selection.rows.length;
  }

  /** Names of the columns that can be read. */
  get columnNames(): readonly string[] {
    return [...this.selection.table.keys()];
  }

  /** Per row, 1 if the column has a value there, otherwise 0; all 0 for a column that does not exist. */
  present(name: string): Uint8Array {
    const column = this.selection.table.get(name);
    if (column === undefined) return new Uint8Array(this.size);
    return Uint8Array.from(this.selection.rows, (row) => (isMissing(column, row) ? 0 : 1));
  }

  /**
   * A column of numbers.
   *
   * @param fallback the value for rows without one
   * @throws DiscoError `VALUE_MISSING`, `VALUE_TYPE_WRONG`, or `COLUMN_UNDECLARED` if the node type declares columns but not
   * this one; the other readers throw the same
   */
  float64(name: string, fallback?: number): Float64Array {
    const values = new Float64Array(this.size);
    this.#each(name, fallback, 'a number', toNumber, (value, row) => (values[row] = value));
    return values;
  }

  /** A column of 32-bit integers. */
  int32(name: string, fallback?: number): Int32Array {
    const values = new Int32Array(this.size);
    this.#each(name, fallback, 'a 32-bit integer', toInt32, (value, row) => (values[row] = value));
    return values;
  }

  /** A column of 64-bit integers. */
  int64(name: string, fallback?: bigint): BigInt64Array {
    const values = new BigInt64Array(this.size);
    this.#each(name, fallback, 'a 64-bit integer', toInt64, (value, row) => (values[row] = value));
    return values;
  }

  /** A column of booleans; 1 for true. */
  boolean(name: string, fallback?: boolean): Uint8Array {
    const values = new Uint8Array(this.size);
    this.#each(name, fallback, 'true or false', toBoolean, (value, row) => (values[row] = value ? 1 : 0));
    return values;
  }

  /** A column of strings. */
  text(name: string, fallback?: string): string[] {
    const values: string[] = [];
    this.#each(name, fallback, 'a string', toText, (value) => values.push(value));
    return values;
  }

  /** A column of any type; undefined for rows without a value if no default is declared. */
  values(name: string): unknown[] {
    const { table, needs, rows } = this.selection;
    const column = this.#declared(name, table.get(name));
    const fallback = needs?.get(name)?.default;
    return Array.from(rows, (row) => (column && valueAt(column, row)) ?? fallback);
  }

  /** Names a row for messages, such as `vertex 'Part_0001'`. */
  protected abstract describe(row: number): string;

  /** A substitute for a value that the table lacks, such as a label of that name. */
  protected substitute(_name: string, _row: number): unknown {
    return undefined;
  }

  #each<Value>(
    name: string,
    fallback: Value | undefined,
    wanted: string,
    convert: (value: unknown) => Value | undefined,
    take: (value: Value, row: number) => void,
  ): void {
    const { table, needs, rows } = this.selection;
    const column = this.#declared(name, table.get(name));
    const otherwise = fallback ?? needs?.get(name)?.default;
    for (let row = 0; row < rows.length; row++) {
      const own = (column && valueAt(column, rows[row] ?? NaN)) ?? this.substitute(name, row);
      const value = own ?? otherwise;
      if (value === undefined) throw this.#missing(name, row);
      const converted = convert(value);
      if (converted === undefined) throw this.#ofWrongType(name, row, value, wanted);
      take(converted, row);
    }
  }

  #declared<T>(name: string, column: T): T {
    const { needs, node } = this.selection;
    if (needs === undefined || needs.has(name)) return column;
    const known = [...needs.keys()].join(', ') || 'none';
    throw new DiscoError(
      'COLUMN_UNDECLARED',
      `node '${node}' reads column '${name}', which its @Node does not declare; it declares: ${known}`,
      { node },
    );
  }

  #missing(name: string, row: number): DiscoError {
    const { node, table } = this.selection;
    const known = [...table.keys()].join(', ') || 'none';
    const message = table.has(name)
      ? `'${name}' of ${this.describe(row)} of node '${node}' is empty; give it a value, or a fallback or default where it is read`
      : `${this.describe(row)} of node '${node}' has no value '${name}'; the columns are: ${known}; give a fallback or a default`;
    return new DiscoError('VALUE_MISSING', message, { node });
  }

  #ofWrongType(name: string, row: number, value: unknown, wanted: string): DiscoError {
    const { node } = this.selection;
    const what = `'${name}' of ${this.describe(row)} of node '${node}'`;
    return new DiscoError('VALUE_TYPE_WRONG', `${what} is ${shownValue(value)}, not ${wanted}`, { node });
  }
}

function toNumber(value: unknown): number | undefined {
  return typeof value === 'number' && !Number.isNaN(value) ? value : undefined;
}

function toInt32(value: unknown): number | undefined {
  const number = typeof value === 'bigint' ? Number(value) : value;
  return typeof number === 'number' && (number | 0) === number ? number : undefined;
}

function toInt64(value: unknown): bigint | undefined {
  if (typeof value === 'bigint') return BigInt.asIntN(64, value) === value ? value : undefined;
  return Number.isSafeInteger(value) ? BigInt(value as number) : undefined;
}

function toBoolean(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}

function toText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
