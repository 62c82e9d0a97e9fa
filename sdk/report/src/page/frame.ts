export interface DrawnCase {
  readonly number: number;
  /** Includes the parameters that differ between cases. */
  readonly name: string;
}

/** Settings that all charts of a report share. */
export interface Frame {
  /** The drawn cases, at most eight. */
  readonly cases: readonly DrawnCase[];
  /** The place among them of the best one, which the panels of the others show for comparison. */
  readonly reference: number;
  /** Whether the experiment has several cases. */
  readonly hasCases: boolean;
  readonly warmup: number;
  readonly duration: number;
  /** Unit of time; empty if unknown. */
  readonly unit: string;
}
