/** A supply chain: stages that make or move an item, and what each of them needs from others. Its arcs form no cycle. */
export interface Chain {
  /** For people, as in `chain_38`. */
  readonly name: string;
  /** In the order of the file; every id occurs once. */
  readonly stages: readonly Stage[];
}

/** One stage, as the data set describes it; see `data/README.md`. */
export interface Stage {
  readonly id: string;
  /** Days from having all components to having the finished unit; 0 or more, may be fractional. */
  readonly leadTime: number;
  /** Days within which external customers are promised delivery; null where nothing is promised. */
  readonly serviceTime: number | null;
  /** Cost that this stage adds to one unit. */
  readonly costRate: number;
  /** What external customers ask of this stage; null where it serves other stages only. */
  readonly demand: Demand | null;
  /** The z-value of the service target, such as 1.645 for 95 %; null where the file gives none. */
  readonly z: number | null;
  readonly upstream: readonly Requirement[];
  /** The line of the file that describes the stage, for messages; counts from 1. */
  readonly line: number;
}

/** Daily external demand: a normal distribution before it is cut at 0. */
export interface Demand {
  /** Units a day, 0 or more. */
  readonly mean: number;
  /** Units a day, 0 or more. */
  readonly deviation: number;
}

/** An arc: what one unit of a stage takes from an upstream stage. */
export interface Requirement {
  /** Id of the upstream stage. */
  readonly stage: string;
  /** Units of it for one unit; more than 0. */
  readonly units: number;
}
