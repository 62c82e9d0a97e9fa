/** A model as plain data, small enough to be simulated in several ways that must agree. */
export interface RandomModel {
  /** Most delays are multiples of it, so that ties are frequent. */
  readonly step: number;
  /** From the highest to the lowest. */
  readonly simprocs: readonly RandomSimproc[];
  readonly types: readonly RandomType[];
  readonly nodes: readonly RandomNode[];
  /** Per vertex, the node that owns it. Each node owns at least one. */
  readonly vertices: readonly number[];
  /** `[simproc, from, to]`, the last two vertices. */
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
  /** Simprocs, by index, as in the next two; ascending. */
  readonly handles: readonly number[];
  readonly sends: readonly (readonly [from: number, to: number])[];
  readonly selfRelations: readonly (readonly [from: number, to: number])[];
  /** Per simproc: how far beyond now its `@Promise` method answers, or null where it has none. */
  readonly promises: readonly (number | null)[];
  /** Whether its nodes have processes, and which; null or left out where they have none. */
  readonly processes?: RandomProcesses | null | undefined;
}

/** Processes of a node: what they do is drawn from the programs of the node, and from what happens to them. */
export interface RandomProcesses {
  /** In the port of which simproc they run; one that is handled. */
  readonly port: number;
  /** Whether the node itself handles that port, too. */
  readonly isShared: boolean;
  /** Simprocs whose events they receive; handled ones. */
  readonly receives: readonly number[];
  /** How many there are from the start. */
  readonly count: number;
}

export interface RandomNode {
  readonly name: string;
  readonly type: number;
  /** Of its draws: a whole number from 0 to 2^32 - 1. */
  readonly seed: number;
  /** Per simproc. */
  readonly programs: readonly RandomProgram[];
}

/** What one port does in an activation: up to `calls` calls, each drawn from what stands here. */
export interface RandomProgram {
  readonly calls: number;
  /** How often each kind of call is drawn, relative to the others; whole numbers from 0, and not all of them 0. */
  readonly send: number;
  readonly wakeup: number;
  readonly hardWakeup: number;
  /** Wakeups after one of the `delays`, every other one hard. */
  readonly wakeupAfter: number;
  /** Timers for any simproc of the node, every other one after one of the `delays`. */
  readonly timer: number;
  /** Taking back one of the last timers or wakeups, which may have been delivered. */
  readonly cancel: number;
  readonly promise: number;
  /** Calls that are mostly refused: undeclared links, epochs before now or promised away, epochs and delays that are none. */
  readonly stray: number;
  /** Of sends beyond the minimum delay, of `wakeupAfter`, and of timers. At least one each, as in the next. */
  readonly delays: readonly number[];
  readonly wakeups: readonly number[];
}
