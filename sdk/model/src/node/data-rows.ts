import { DiscoError, shownValue } from '@disco-engine/kernel';
import type { ColumnNeeds } from '../model/column-declaration.js';
import { isMissing, valueAt } from '../scenario/column.js';
import type { ColumnTable } from '../scenario/column-source.js';

/** Rows of a table, some of them or all, and what their columns say. */
export interface RowSelection {
  /** The node that reads. */
  readonly node: string;
  readonly table: ColumnTable;
  /** What the node type declares to read; undefined where it declares nothing. */
  readonly needs: ColumnNeeds | undefined;
  /** Rows of the table. */
  readonly rows: Int32Array;
}

/**
 * The columns of some rows as arrays, one entry for each row. Every array is made anew and is the caller's own. What is missing is the
 * fallback, or else the default of the declaration, or else an error; it is never NaN or 0 by accident.
 */
export abstract class DataRows {
  /** @internal */
  constructor(protected readonly selection: RowSelection) {}

  /** How many rows there are. */
  get size(): number {
    return this.selection.rows.length;
  }

  /** Names of the columns that can be read. */
  get columnNames(): readonly string[] {
    return [...this.selection.table.keys()];
  }

  /** Per row, 1 where the column has a value of its own, and 0 where it has none; all 0 for a column that does not exist. */
  present(name: string): Uint8Array {
    const column = this.selection.table.get(name);
    if (column === undefined) return new Uint8Array(this.size);
    return Uint8Array.from(this.selection.rows, (row) => (isMissing(column, row) ? 0 : 1));
  }

  /**
   * A column of numbers.
   *
   * @param fallback what a row without a value has
   * @throws DiscoError `VALUE_MISSING`, `VALUE_TYPE_WRONG`, `COLUMN_UNDECLARED` where the node type declares columns, and not this one; so
   * for all of them
   */
  float64(name: string, fallback?: number): Float64Array {
    const values = new Float64Array(this.size);
    this.#each(name, fallback, 'a number', toNumber, (value, row) => (values[row] = value));
    return values;
  }

  /** A column of whole numbers of 32 bits. */
  int32(name: string, fallback?: number): Int32Array {
    const values = new Int32Array(this.size);
    this.#each(name, fallback, 'a whole number of 32 bits', toInt32, (value, row) => (values[row] = value));
    return values;
  }

  /** A column of whole numbers of 64 bits. */
  int64(name: string, fallback?: bigint): BigInt64Array {
    const values = new BigInt64Array(this.size);
    this.#each(name, fallback, 'a whole number of 64 bits', toInt64, (value, row) => (values[row] = value));
    return values;
  }

  /** A column of truth values, 1 for true. */
  boolean(name: string, fallback?: boolean): Uint8Array {
    const values = new Uint8Array(this.size);
    this.#each(name, fallback, 'true or false', toBoolean, (value, row) => (values[row] = value ? 1 : 0));
    return values;
  }

  /** A column of texts. */
  text(name: string, fallback?: string): string[] {
    const values: string[] = [];
    this.#each(name, fallback, 'a text', toText, (value) => values.push(value));
    return values;
  }

  /** A column of whatever it holds; undefined where a row has nothing and no default is declared. */
  values(name: string): unknown[] {
    const { table, needs, rows } = this.selection;
    const column = this.#declared(name, table.get(name));
    const fallback = needs?.get(name)?.default;
    return Array.from(rows, (row) => (column && valueAt(column, row)) ?? fallback);
  }

  /** Names a row for messages, such as `vertex 'Part_0001'`. */
  protected abstract describe(row: number): string;

  /** What stands in for a value that the table does not have, such as a label of that name. */
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
      ? `'${name}' of ${this.describe(row)} of node '${node}' is empty; give it a value, or a fallback or a default where it is read`
      : `${this.describe(row)} of node '${node}' has no value '${name}'; there are columns: ${known}. Give a fallback or a default`;
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
