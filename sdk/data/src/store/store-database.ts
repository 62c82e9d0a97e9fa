import type { BatchVisitor } from '../duckdb/each-batch.js';
import type { Column, ColumnType } from '@disco-engine/sdk';

/** A connection to a database, within one transaction. */
export interface StoreConnection {
  /** An SQL expression for the current time, such as `2026-11-26T01:47:04.563Z`. */
  readonly now: string;
  run(sql: string): Promise<void>;
  /** Returns a small result. All numbers, including bigint, become JavaScript numbers. */
  rows(sql: string, parameters?: readonly (string | number)[]): Promise<(string | number | boolean | null)[][]>;
  /**
   * Passes a large result to `visit` in batches, in any order. Texts are not deduplicated: each row has its own.
   *
   * @param types types of the columns; `value` is not allowed
   */
  each(sql: string, types: readonly ColumnType[], visit: BatchVisitor): Promise<void>;
  /** Adds rows to an empty table, with all its columns in order. `value` is stored as JSON. */
  fill(table: string, columns: readonly Column[]): Promise<void>;
}

/** The operations that depend on the kind of database. Nothing stays open between calls. */
export interface StoreDatabase {
  readonly location: string;
  /** The location without password, for messages. */
  readonly shown: string;
  /** Whether texts may contain the character U+0000. */
  readonly keepsZeros: boolean;
  /** Maximum number of columns of a table. */
  readonly mostColumns: number;
  /**
   * Checks that the database can be used.
   *
   * @param make whether to create a missing file
   * @throws DiscoError `STORE_MISSING` if it is missing and `make` is false
   */
  prepare(make: boolean): Promise<void>;
  read<Result>(action: (connection: StoreConnection) => Promise<Result>): Promise<Result>;
  /** Runs one writer at a time, and rolls back if the action fails. */
  write<Result>(action: (connection: StoreConnection) => Promise<Result>): Promise<Result>;
}
