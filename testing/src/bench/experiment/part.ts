/** A quantity that is measured once per round. */
export interface Figure {
  /** Includes the unit, as in `ns a point`. */
  readonly name: string;
  /** By round; a single value if it is measured only once. */
  readonly values: readonly number[];
  /** Upper limit that the median should not exceed. */
  readonly most?: number | undefined;
}

/** How much to measure. */
export interface Effort {
  /** A tenth of the size or less: shows that the benchmark works; its figures are not compared with the targets. */
  readonly quick: boolean;
  readonly rounds: number;
  /** An empty folder, which is removed afterwards. */
  readonly folder: string;
  /**
   * The time of two simultaneous reference loops, each on its own thread, relative to their time in sequence: what the
   * machine can do.
   */
  readonly pairOfReferences: () => Promise<number>;
}

/** A part of the benchmark. Runs in its own process, with `globalThis.gc`. */
export interface ExperimentPart {
  readonly name: string;
  measure(effort: Effort): Promise<readonly Figure[]>;
}
