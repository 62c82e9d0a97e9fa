/** Part of the benchmark of experiments, as its program in the package `testing` wants it (`npm run -s bench:experiment`). */
export interface ExperimentPart {
  readonly name: string;
  measure(effort: Effort): Promise<readonly Figure[]>;
}

/** How to measure. */
export interface Effort {
  /** Small: shows that it works. */
  readonly quick: boolean;
  readonly rounds: number;
  /** An empty one, which is removed afterwards. */
  readonly folder: string;
  /** Time of two loops without an engine at once, on a thread each, by their time one after the other. */
  readonly pairOfReferences: () => Promise<number>;
}

/** Something that was measured once in each round. */
export interface Figure {
  readonly name: string;
  readonly values: readonly number[];
  /** What their median is meant not to exceed. */
  readonly most?: number | undefined;
}
