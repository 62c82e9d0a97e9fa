import type { BatchVisitor } from '../duckdb/each-batch.js';
import type { Column, ColumnType } from '@disco-engine/sdk';

/** A connection to a database while it is read or written, within one transaction. */
export interface StoreConnection {
  /** An SQL expression: now, as `2026-11-26T01:47:04.563Z`. */
  readonly now: string;
  run(sql: string): Promise<void>;
  /** A small result. Numbers are numbers, also those of the type bigint. */
  rows(sql: string, parameters?: readonly (string | number)[]): Promise<(string | number | boolean | null)[][]>;
  /**
   * A large result, part after part, in any order. Texts are not told apart: each row has its own.
   *
   * @param types of the columns; none is `value`
   */
  each(sql: string, types: readonly ColumnType[], visit: BatchVisitor): Promise<void>;
  /** Adds rows to an empty table: one column for each of its own, in their order. `value` goes in as JSON. */
  fill(table: string, columns: readonly Column[]): Promise<void>;
}

/** What tells one kind of database from another. Nothing stays open between two calls. */
export interface StoreDatabase {
  readonly location: string;
  /** The same without password, for messages. */
  readonly shown: string;
  /** Whether a text may have the character of code 0. */
  readonly keepsZeros: boolean;
  /** Most columns of a table. */
  readonly mostColumns: number;
  /**
   * Looks whether the database can be used.
   *
   * @param make whether one that is a file, and not there, is made
   * @throws DiscoError `STORE_MISSING` where it is not there, and not to be made
   */
  prepare(make: boolean): Promise<void>;
  read<Result>(action: (connection: StoreConnection) => Promise<Result>): Promise<Result>;
  /** One writer at a time. What the action has done is undone where it fails. */
  write<Result>(action: (connection: StoreConnection) => Promise<Result>): Promise<Result>;
}
