import type { LayeredGraph } from '../graph/layered-graph.js';

/**
 * The smallest positive minimum delay of a layer: events arrive at the next double after now, or later. Its value is
 * the least double above 0, which vanishes in nearly every epoch; what remains is that an event may not arrive now.
 */
export const LEAST_DELAY = Number.MIN_VALUE;

/** One simulation process of a model, and the graph layer that belongs to it. */
export interface SimprocSpec {
  readonly name: string;
  /** Lookahead of the layer in simulated time; finite, at least 0. `LEAST_DELAY` requires only the next double. */
  readonly minimumDelay: number;
  /**
   * Whether each node may send to every node that handles the simproc, itself included, without edges. Needs a minimum
   * delay.
   */
  readonly complete: boolean;
}

/** A pair of simproc indices. */
export type SimprocPair = readonly [from: number, to: number];

/** What all nodes of one type have in common. */
export interface NodeTypeSpec {
  readonly name: string;
  /** Indices of the simprocs that the type handles; for all others, it has no activations and receives nothing. */
  readonly handles: readonly number[];
  /** `[i, j]`: the handler of simproc i also sends along the edges of layer j. Layer i itself needs no mention. */
  readonly sends: readonly SimprocPair[];
  /** `[i, j]`: a node's port i sends to its own port j. */
  readonly selfRelations: readonly SimprocPair[];
  /**
   * `[i, j]`: the handler of simproc i sets timers for simproc j. Simproc i itself needs no mention. If left out, each
   * handler may set timers for every simproc of the node, and processes may run. The more exact, the further workers
   * can promise.
   */
  readonly timers?: readonly SimprocPair[] | undefined;
}

/** One node: an instance of a type that owns vertices of the graph. */
export interface NodeSpec {
  readonly name: string;
  /** Index into the types. */
  readonly type: number;
  /** Vertex indices, in any order. */
  readonly vertices: readonly number[] | Int32Array;
}

/** The input of `buildTopology`. */
export interface TopologySpec {
  /** From the highest to the lowest. */
  readonly simprocs: readonly SimprocSpec[];
  readonly types: readonly NodeTypeSpec[];
  /** In any order. */
  readonly nodes: readonly NodeSpec[];
  /** Each layer belongs to the simproc of the same name. */
  readonly graph: LayeredGraph;
}
