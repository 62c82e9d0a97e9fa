import { transposed } from '@disco-engine/kernel';
import type { TrafficGraph } from './traffic-graph.js';

/** A graph in which groups of nodes of a finer graph are single nodes. */
export interface Contraction {
  readonly graph: TrafficGraph;
  /** Per node of the finer graph, its node in the coarser one. */
  readonly nodeOf: Int32Array;
}

/** The parts of the nodes of the coarser graph, if all nodes of a group are in the same part. */
export function coarsePartsOf({ graph, nodeOf }: Contraction, parts: Int32Array): Int32Array {
  const coarse = new Int32Array(graph.nodeWeights.length);
  for (const [node, coarseNode] of nodeOf.entries()) coarse[coarseNode] = parts[node] ?? NaN;
  return coarse;
}

/** The parts of the nodes of the finer graph, given those of the coarser one. */
export function finePartsOf({ nodeOf }: Contraction, parts: Int32Array): Int32Array {
  return nodeOf.map((node) => parts[node] ?? NaN);
}

/**
 * Merges groups of nodes: a merged node has the total weight of its members, and so do its edges.
 *
 * @param nodeOf per node, its node in the coarser graph; no coarser node may be empty
 * @param count number of nodes of the coarser graph
 */
export function contract(graph: TrafficGraph, nodeOf: Int32Array, count: number): TrafficGraph {
  const { starts, targets, weights, nodeWeights } = graph;
  const members = membersOf(nodeOf, count);
  const coarseWeights = new Float64Array(count);
  const rows = new Int32Array(count + 1);
  const rowTargets = new Int32Array(targets.length);
  const rowWeights = new Float64Array(targets.length);
  const slots = new Int32Array(count).fill(-1);
  let length = 0;
  for (let coarse = 0; coarse < count; coarse++) {
    const start = length;
    for (let place = members.starts[coarse] ?? NaN; place < (members.starts[coarse + 1] ?? NaN); place++) {
      const node = members.nodes[place] ?? NaN;
      coarseWeights[coarse] = (coarseWeights[coarse] ?? NaN) + (nodeWeights[node] ?? NaN);
      for (let edge = starts[node] ?? NaN; edge < (starts[node + 1] ?? NaN); edge++) {
        const target = nodeOf[targets[edge] ?? NaN] ?? NaN;
        if (target === coarse) continue;
        const slot = slots[target] ?? NaN;
        const weight = weights[edge] ?? NaN;
        // A slot before the start of this row belongs to an earlier row.
        if (slot < start) {
          slots[target] = length;
          rowTargets[length] = target;
          rowWeights[length++] = weight;
        } else rowWeights[slot] = (rowWeights[slot] ?? NaN) + weight;
      }
    }
    rows[coarse + 1] = length;
  }
  // The rows of a symmetric graph are its columns, and transposing sorts them.
  const { adjacency } = transposed({
    starts: rows,
    targets: rowTargets.subarray(0, length),
    weights: rowWeights.subarray(0, length),
  });
  return { ...adjacency, nodeWeights: coarseWeights };
}

/** The nodes of each group, ascending. */
function membersOf(groupOf: Int32Array, count: number): { readonly starts: Int32Array; readonly nodes: Int32Array } {
  const starts = new Int32Array(count + 1);
  for (const group of groupOf) starts[group + 1] = (starts[group + 1] ?? NaN) + 1;
  for (let group = 0; group < count; group++) starts[group + 1] = (starts[group + 1] ?? NaN) + (starts[group] ?? NaN);
  const places = starts.slice();
  const nodes = new Int32Array(groupOf.length);
  for (const [node, group] of groupOf.entries()) {
    const place = places[group] ?? NaN;
    nodes[place] = node;
    places[group] = place + 1;
  }
  return { starts, nodes };
}
