import { entryAt } from '../entry-at.js';
import { InvalidInputError, type Problem } from '../errors.js';
import type { Adjacency } from '../graph/adjacency.js';
import { checkSpec } from './check-spec.js';
import { depths } from '../graph/depth.js';
import { linkTables } from './links.js';
import { contracted } from '../graph/contracted.js';
import { Topology, type TopologyTables } from './topology.js';
import type { NodeSpec, TopologySpec } from './topology-spec.js';

export interface TopologyOptions {
  /**
   * A permutation of the node numbers that replaces the node name in the order of activations. Ports that tie in epoch,
   * simproc and rank cannot influence each other, so a sound model gives the same digest for every permutation; for
   * tests.
   */
  readonly tieOrder?: Int32Array | undefined;
}

/**
 * Builds ports, links and ranks from a layered graph and the nodes on it.
 *
 * @throws InvalidInputError `TOPOLOGY_INVALID`, listing all problems: duplicate or empty names, an unknown node type or
 * vertex, a vertex in no node or in two, a layer without a simproc, a link to an unhandled port, a zero-delay link to a
 * higher simproc, a cycle of zero delay (printed port by port), a complete layer without a minimum delay
 */
export function buildTopology(spec: TopologySpec, { tieOrder }: TopologyOptions = {}): Topology {
  const all = [...spec.nodes].sort((a, b) => (a.name < b.name ? -1 : 1));
  const problems: Problem[] = checkSpec(spec, all);
  // The same report includes problems with the links of all nodes whose type is known.
  const nodes = all.filter((node) => spec.types[node.type] !== undefined);
  const ownership = vertexOwnership(spec.graph.vertexCount, nodes);
  const layers = layerEdges(spec, nodes, ownership.nodeOfVertex);
  const rank = ranks(spec, nodes, layers, problems);
  const links = linkTables(spec, nodes, layers, problems);
  if (problems.length > 0) throw new InvalidInputError('TOPOLOGY_INVALID', 'the topology', problems);

  const typeOf = Int32Array.from(nodes, (node) => node.type);
  const handled = spec.types.map((type) => spec.simprocs.map((_, simproc) => type.handles.includes(simproc)));
  const { order, portAt } = activationOrder(
    rank,
    tieOrder ?? Int32Array.from(nodes.keys()),
    spec.simprocs.map((_, simproc) => (node: number) => handled[typeOf[node] ?? NaN]?.[simproc] === true),
  );
  return new Topology({
    simprocs: spec.simprocs,
    nodes: nodes.map((node) => node.name),
    typeNames: spec.types.map((type) => type.name),
    typeOf,
    ...ownership,
    rank,
    order,
    portAt,
    ...links,
  });
}

function vertexOwnership(
  vertexCount: number,
  nodes: readonly NodeSpec[],
): Pick<TopologyTables, 'vertexStarts' | 'vertices' | 'nodeOfVertex'> {
  const vertexStarts = new Int32Array(nodes.length + 1);
  nodes.forEach(({ vertices }, node) => (vertexStarts[node + 1] = (vertexStarts[node] ?? NaN) + vertices.length));
  const vertices = new Int32Array(vertexStarts[nodes.length] ?? NaN);
  const nodeOfVertex = new Int32Array(vertexCount).fill(-1);
  nodes.forEach((spec, node) => {
    vertices.set(spec.vertices, vertexStarts[node] ?? NaN);
    vertices.subarray(vertexStarts[node] ?? NaN, vertexStarts[node + 1] ?? NaN).sort();
    for (const vertex of spec.vertices) nodeOfVertex[vertex] = node;
  });
  return { vertexStarts, vertices, nodeOfVertex };
}

function layerEdges(
  { graph, simprocs }: TopologySpec,
  nodes: readonly NodeSpec[],
  nodeOfVertex: Int32Array,
): readonly (Adjacency | undefined)[] {
  return simprocs.map(({ name }) => {
    const edges = graph.layer(name);
    return edges && contracted(edges, nodeOfVertex, nodes.length);
  });
}

function ranks(
  { simprocs }: TopologySpec,
  nodes: readonly NodeSpec[],
  layers: readonly (Adjacency | undefined)[],
  problems: Problem[],
): Int32Array {
  const rank = new Int32Array(nodes.length * simprocs.length);
  simprocs.forEach(({ name, minimumDelay }, simproc) => {
    const edges = layers[simproc];
    if (edges === undefined || minimumDelay > 0) return;
    const result = depths(edges);
    if ('depth' in result) {
      for (let node = 0; node < nodes.length; node++)
        rank[node * simprocs.length + simproc] = result.depth[node] ?? NaN;
      return;
    }
    const ports = [...result.cycle, result.cycle[0] ?? NaN].map((node) => `${entryAt(nodes, node).name}/${name}`);
    problems.push({
      code: 'CYCLE_WITHOUT_DELAY',
      message: `a cycle of zero delay: ${ports.join(' → ')}; remove an edge or give simproc '${name}' a minimum delay`,
    });
  });
  return rank;
}

/** Counting sort by rank within each simproc; ports of equal rank stay in `nodeOrder`. */
function activationOrder(
  rank: Int32Array,
  nodeOrder: Int32Array,
  isHandled: readonly ((node: number) => boolean)[],
): { order: Int32Array; portAt: Int32Array } {
  const order = new Int32Array(rank.length).fill(-1);
  const portAt: number[] = [];
  isHandled.forEach((handles, simproc) => {
    const byRank: number[][] = [];
    for (const node of nodeOrder) {
      const port = node * isHandled.length + simproc;
      if (handles(node)) (byRank[rank[port] ?? NaN] ??= []).push(port);
    }
    for (const ports of byRank) {
      for (const port of ports ?? []) {
        order[port] = portAt.length;
        portAt.push(port);
      }
    }
  });
  return { order, portAt: Int32Array.from(portAt) };
}
