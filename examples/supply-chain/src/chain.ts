/** A supply chain: stages that make or move an item, and their requirements from others. Its arcs form no cycle. */
export interface Chain {
  /** For people, such as `chain_38`. */
  readonly name: string;
  /** In the order of the file; every id occurs once. */
  readonly stages: readonly Stage[];
}

/** One stage, as in the data set; see `data/README.md`. */
export interface Stage {
  readonly id: string;
  /** Days from having all components to having the finished unit; at least 0, may be fractional. */
  readonly leadTime: number;
  /** Days within which external customers are promised delivery; null if nothing is promised. */
  readonly serviceTime: number | null;
  /** Cost that this stage adds to one unit. */
  readonly costRate: number;
  /** Demand of external customers; null if the stage serves only other stages. */
  readonly demand: Demand | null;
  /** The z-value of the service target, such as 1.645 for 95 %; null if the file has none. */
  readonly z: number | null;
  readonly upstream: readonly Requirement[];
  /** Line of the file that defines the stage, for messages; counts from 1. */
  readonly line: number;
}

/** Daily external demand: a normal distribution, before it is cut at 0. */
export interface Demand {
  /** Units per day, at least 0. */
  readonly mean: number;
  /** Units per day, at least 0. */
  readonly deviation: number;
}

/** An arc: what one unit of a stage needs from an upstream stage. */
export interface Requirement {
  /** Id of the upstream stage. */
  readonly stage: string;
  /** Units of it for one unit; above 0. */
  readonly units: number;
}
