import type { RandomStream } from '@disco-engine/kernel';
import { Assignment } from './assignment.js';
import { coarsen } from './coarsening.js';
import { coarsePartsOf, finePartsOf, type Contraction } from './contraction.js';
import { refine } from './refinement.js';
import type { TrafficGraph } from './traffic-graph.js';

/** How a graph is coarsened and refined. */
export interface MultilevelOptions {
  /** Per part, the most that it may weigh. */
  readonly limits: Float64Array;
  /** A graph with no more nodes than this is not coarsened further. */
  readonly enough: number;
  readonly random: RandomStream;
}

/** Coarsens a graph, partitions the coarsest graph, and refines the result on the way back. */
export function partitionMultilevel(
  graph: TrafficGraph,
  options: MultilevelOptions,
  partitionCoarsest: (coarsest: TrafficGraph) => Int32Array,
): Int32Array {
  const levels = coarsen(graph, options);
  return refineUp(graph, levels, options, partitionCoarsest(levels.at(-1)?.graph ?? graph));
}

/** A further cycle, in which only nodes of the same part are matched, so that every level starts from the given parts. */
export function partitionAgain(graph: TrafficGraph, options: MultilevelOptions, parts: Int32Array): Int32Array {
  const levels = coarsen(graph, options, parts);
  let coarsest: Int32Array = parts.slice();
  for (const level of levels) coarsest = coarsePartsOf(level, coarsest);
  return refineUp(graph, levels, options, coarsest);
}

function refineUp(
  graph: TrafficGraph,
  levels: readonly Contraction[],
  { limits, random }: MultilevelOptions,
  coarsest: Int32Array,
): Int32Array {
  let parts = coarsest;
  for (const level of levels.slice().reverse()) {
    refine(new Assignment(level.graph, parts, limits), random);
    parts = finePartsOf(level, parts);
  }
  refine(new Assignment(graph, parts, limits), random);
  return parts;
}
