import {
  type Adjacency,
  type DepthResult,
  DiscoError,
  type LayeredGraph,
  type VertexMask,
  countingSort,
  depths,
  edgesAmong,
  numbersIn,
  entryAt,
} from '@disco-engine/kernel';
import { sumLayers } from './layer-sum.js';

/** Of a long cycle, this many keys are printed from its start and from its end. */
const MOST_PRINTED = 10;

/**
 * Per vertex, the number of edges on the longest path to it, or -1 if it is outside the mask.
 *
 * @param layers name of a layer, or of several, whose edges are then combined
 * @param within restricts the paths to vertices of this mask
 * @throws DiscoError `LAYER_CYCLE` with the keys of one cycle; `LAYER_UNKNOWN`; `LENGTH_WRONG` for a mask of another graph
 */
export function layerDepths(graph: LayeredGraph, layers: string | readonly string[], within?: VertexMask): Int32Array {
  const depth = depthsOrThrow(graph, layers, within);
  if (within === undefined) return depth;
  const all = new Int32Array(graph.vertexCount).fill(-1);
  within.indices.forEach((vertex, number) => (all[vertex] = depth[number] ?? NaN));
  return all;
}

/**
 * The vertices in an order in which every edge leads forward: by depth, and by key within a depth.
 *
 * @param layers name of a layer, or of several, whose edges are then combined
 * @param within restricts the graph to the vertices of this mask and the edges between them
 * @throws DiscoError as `layerDepths`
 */
export function topologicalOrder(
  graph: LayeredGraph,
  layers: string | readonly string[],
  within?: VertexMask,
): Int32Array {
  const depth = depthsOrThrow(graph, layers, within);
  const { order } = countingSort(depth.length, depth);
  return within === undefined ? order : order.map((number) => within.indices[number] ?? NaN);
}

/**
 * The keys of the vertices of one cycle, in the direction of its edges, beginning with the least; undefined if there is no
 * cycle.
 *
 * @param layers name of a layer, or of several, through whose edges the cycle may run
 * @param within restricts the cycle to vertices of this mask
 * @throws DiscoError `LAYER_UNKNOWN`; `LENGTH_WRONG` for a mask of another graph
 */
export function findCycle(
  graph: LayeredGraph,
  layers: string | readonly string[],
  within?: VertexMask,
): readonly string[] | undefined {
  const result = depthsWithin(graph, layers, within);
  return 'cycle' in result ? cycleKeys(result.cycle, graph, within) : undefined;
}

function depthsOrThrow(graph: LayeredGraph, layers: string | readonly string[], within?: VertexMask): Int32Array {
  const result = depthsWithin(graph, layers, within);
  if ('depth' in result) return result.depth;
  const keys = cycleKeys(result.cycle, graph, within);
  const names = [layers].flat().map((name) => `'${name}'`);
  const where = names.length === 1 ? `layer ${names[0]}` : `layers ${names.join(', ')}`;
  const message = `a cycle in ${where}: ${printed(keys)}; depths and topological orders need a graph without cycles, so remove one of its edges or vertices`;
  throw new DiscoError('LAYER_CYCLE', message, { vertex: entryAt(keys, 0) });
}

/** With a mask, the vertices are numbered by their positions in it. */
function depthsWithin(graph: LayeredGraph, layers: string | readonly string[], within?: VertexMask): DepthResult {
  const edges: Adjacency = typeof layers === 'string' ? graph.knownLayer(layers) : sumLayers(graph, layers);
  if (within === undefined) return depths(edges);
  return depths(edgesAmong(edges, graph.view(within).vertices, numbersIn(within)));
}

function cycleKeys(cycle: readonly number[], { keys }: LayeredGraph, within?: VertexMask): string[] {
  let least = 0;
  for (let at = 1; at < cycle.length; at++) if ((cycle[at] ?? NaN) < (cycle[least] ?? NaN)) least = at;
  return [...cycle.slice(least), ...cycle.slice(0, least)].map((vertex) =>
    entryAt(keys, within === undefined ? vertex : (within.indices[vertex] ?? NaN)),
  );
}

/** `a → b → a` */
function printed(keys: readonly string[]): string {
  const round = [...keys, entryAt(keys, 0)];
  const left = round.length - 2 * MOST_PRINTED;
  if (left < 2) return round.join(' → ');
  return [...round.slice(0, MOST_PRINTED), `… ${left} more …`, ...round.slice(-MOST_PRINTED)].join(' → ');
}
