import type { LayeredGraph } from '@disco-engine/kernel';
import type { ColumnSource } from './column-source.js';

/** The components of a scenario. */
export interface ScenarioParts {
  readonly name: string;
  readonly graph: LayeredGraph;
  /** Names of the vertices' node types. */
  readonly nodeTypes: readonly string[];
  /** Per vertex, an index into `nodeTypes`. */
  readonly typeOf: Uint16Array;
  readonly columns: ColumnSource;
  /** Where the scenario was loaded from, so that other processes can load it too. */
  readonly stored?: StoredScenario | undefined;
}

/** A version of a scenario in a store. */
export interface StoredScenario {
  /** Where the store is: the path of a file, or the URL of a PostgreSQL database. */
  readonly store: string;
  readonly id: string;
  /** Counts from 1. */
  readonly version: number;
}
