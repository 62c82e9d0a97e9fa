/** A model as plain data, small enough to be simulated in several ways that must agree. */
export interface RandomModel {
  /** Most delays are multiples of it, so ties are frequent. */
  readonly step: number;
  /** From the highest to the lowest. */
  readonly simprocs: readonly RandomSimproc[];
  readonly types: readonly RandomType[];
  readonly nodes: readonly RandomNode[];
  /** Per vertex, the node that owns it. Each node owns at least one. */
  readonly vertices: readonly number[];
  /** `[simproc, from, to]`; the last two are vertices. */
  readonly edges: readonly (readonly [simproc: number, from: number, to: number])[];
  /** Horizons to run to, one after the other; the last one may be Infinity. */
  readonly horizons: readonly number[];
}

export interface RandomSimproc {
  readonly name: string;
  /** May be `LEAST_DELAY`. */
  readonly minimumDelay: number;
  readonly complete: boolean;
}

export interface RandomType {
  readonly name: string;
  /** Simprocs, by index, as in the next two fields; ascending. */
  readonly handles: readonly number[];
  readonly sends: readonly (readonly [from: number, to: number])[];
  readonly selfRelations: readonly (readonly [from: number, to: number])[];
  /** Per simproc: how far beyond now its `@Promise` method promises, or null if it has none. */
  readonly promises: readonly (number | null)[];
  /** Whether it declares that its handlers set timers only for their own simproc; not together with processes. */
  readonly ownTimers?: boolean | undefined;
  /** The processes of its nodes; null or omitted if there are none. */
  readonly processes?: RandomProcesses | null | undefined;
}

/** Processes of a node: what they do is drawn from the programs of the node, and depends on what happens to them. */
export interface RandomProcesses {
  /** The simproc in whose port they run; it must be handled. */
  readonly port: number;
  /** Whether the node itself also handles that port. */
  readonly isShared: boolean;
  /** Simprocs whose events they receive; they must be handled. */
  readonly receives: readonly number[];
  /** How many exist from the start. */
  readonly count: number;
}

export interface RandomNode {
  readonly name: string;
  readonly type: number;
  /** Seed of its draws: a whole number from 0 to 2^32 - 1. */
  readonly seed: number;
  /** Per simproc. */
  readonly programs: readonly RandomProgram[];
}

/** What one port does in an activation: up to `calls` calls, each drawn by these frequencies. */
export interface RandomProgram {
  readonly calls: number;
  /** Relative frequency of each kind of call; whole numbers of at least 0, not all 0. */
  readonly send: number;
  readonly wakeup: number;
  readonly hardWakeup: number;
  /** Wakeups after one of the `delays`, every other one hard. */
  readonly wakeupAfter: number;
  /** Timers for any simproc of the node, every other one after one of the `delays`. */
  readonly timer: number;
  /** Canceling one of the last timers or wakeups, which may already have been delivered. */
  readonly cancel: number;
  readonly promise: number;
  /**
   * Calls that are mostly refused: undeclared links, epochs that are past or promised away, invalid epochs and delays.
   */
  readonly stray: number;
  /**
   * Delays of sends beyond the minimum delay, of `wakeupAfter`, and of timers. At least one each, as in the next field.
   */
  readonly delays: readonly number[];
  readonly wakeups: readonly number[];
}
