import type { ColumnDeclaration } from './column-declaration.js';
import type { SimprocRef } from './simproc.js';

/** How the nodes of a type are made of vertices, and what of the scenario's data they read. */
export interface NodeOptions {
  /**
   * Types of labels: vertices with the same values of all of them are one node, called `type/value/value`, with `%` and `/` in values
   * written as `%25` and `%2F`. Each vertex must have exactly one value of each type. By default every vertex is a node of its own,
   * called `type/key`.
   */
  readonly distinctBy?: readonly string[] | undefined;
  /**
   * Types of labels: vertices that share a label of any of them are in one node, whatever else they are. What is joined so is called
   * by the least of the names that its parts would have had.
   */
  readonly sameNodeBy?: readonly string[] | undefined;
  /** In the port of which simproc its processes run; by default the lowest that it handles, which is the last in the list of the model. See `Processes`. */
  readonly processes?: SimprocRef<never> | undefined;
  /** What is read of the vertices, by name. Only that is read then; without a declaration, all columns are. */
  readonly columns?: Readonly<Record<string, ColumnDeclaration>> | undefined;
  /** What is read of the edges that lead from and to the vertices, by layer and name; without a declaration, all columns are. */
  readonly edgeColumns?: Readonly<Record<string, Readonly<Record<string, ColumnDeclaration>>>> | undefined;
}
