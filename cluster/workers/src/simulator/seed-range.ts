/** Which seeds to simulate: each `step`-th of those from `first` to before `end`. */
export interface SeedRange {
  readonly first: number;
  readonly end: number;
  readonly step: number;
}

/** What came of one seed, for another thread. */
export interface SeedReport {
  readonly seed: number;
  readonly end: string;
  /** What is wrong; undefined if nothing is. */
  readonly fault: string | undefined;
}
