import type { ColumnDeclaration } from './column-declaration.js';
import type { SimprocRef } from './simproc.js';

/** How nodes of a type are made from vertices, and which of the scenario's data they read. */
export interface NodeOptions {
  /**
   * Types of labels: vertices with the same values for all of them form one node, named `type/value/value`, with `%` and `/` in
   * values written as `%25` and `%2F`. Each vertex must have exactly one value of each type. By default every vertex is its own
   * node, named `type/key`.
   */
  readonly distinctBy?: readonly string[] | undefined;
  /**
   * Types of labels: vertices that share a label of any of these types are in one node, whatever else separates them. The node
   * gets the least of the names that its parts would have had.
   */
  readonly sameNodeBy?: readonly string[] | undefined;
  /**
   * The simproc in whose port its processes run; by default the lowest that it handles, which is the last in the model's list.
   * See `Processes`.
   */
  readonly processes?: SimprocRef<never> | undefined;
  /** Columns of the vertices to read, by name; all columns if not declared. */
  readonly columns?: Readonly<Record<string, ColumnDeclaration>> | undefined;
  /** Columns to read of the edges from and to the vertices, by layer and name; all columns if not declared. */
  readonly edgeColumns?: Readonly<Record<string, Readonly<Record<string, ColumnDeclaration>>>> | undefined;
}
