/** Something that was measured once in each round. */
export interface Figure {
  /** With its unit, as in `ns a point`. */
  readonly name: string;
  /** By round; what is measured once has one. */
  readonly values: readonly number[];
  /** What their median is meant not to exceed. */
  readonly most?: number | undefined;
}

/** How to measure. */
export interface Effort {
  /** A tenth of the size or less: shows that it works, and its figures are not held against their targets. */
  readonly quick: boolean;
  readonly rounds: number;
  /** An empty one, which is removed afterwards. */
  readonly folder: string;
  /** Time of two reference loops at once, on a thread each, by their time one after the other: what the machine can do. */
  readonly pairOfReferences: () => Promise<number>;
}

/** A part of the benchmark. It has a process of its own, with `globalThis.gc`. */
export interface ExperimentPart {
  readonly name: string;
  measure(effort: Effort): Promise<readonly Figure[]>;
}
