/** A part of the benchmark of experiments, in the form that its program in the package `testing` takes (`npm run -s bench:experiment`). */
export interface ExperimentPart {
  readonly name: string;
  measure(effort: Effort): Promise<readonly Figure[]>;
}

/** How to measure. */
export interface Effort {
  /** Small runs, which only show that it works. */
  readonly quick: boolean;
  readonly rounds: number;
  /** An empty folder, which is removed afterwards. */
  readonly folder: string;
  /** Time of two loops without an engine, side by side on a thread each, divided by their time one after the other. */
  readonly pairOfReferences: () => Promise<number>;
}

/** A figure that is measured once in each round. */
export interface Figure {
  readonly name: string;
  readonly values: readonly number[];
  /** The target: the most that their median should be. */
  readonly most?: number | undefined;
}
