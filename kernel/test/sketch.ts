import {
  GraphBuilder,
  type NodeSpec,
  type NodeTypeSpec,
  type SimprocPair,
  type SimprocSpec,
  type TopologySpec,
} from '@disco-engine/kernel';

/** A topology in few words: one node type, and one vertex per node, with the node's name. */
export interface Sketch {
  readonly simprocs: readonly SimprocSpec[];
  readonly nodes: readonly string[];
  /** Per layer, edges such as `a>b`. */
  readonly edges?: Readonly<Record<string, readonly string[]>>;
  readonly sends?: readonly SimprocPair[];
  readonly selfRelations?: readonly SimprocPair[];
}

export function layer(name: string, minimumDelay = 0): SimprocSpec {
  return { name, minimumDelay, complete: false };
}

export function completeLayer(name: string, minimumDelay: number): SimprocSpec {
  return { name, minimumDelay, complete: true };
}

/** A type that handles the given simprocs and declares nothing else. */
export function nodeType(name: string, handles: readonly number[], more: Partial<NodeTypeSpec> = {}): NodeTypeSpec {
  return { name, handles, sends: [], selfRelations: [], ...more };
}

export function graphOf(vertices: readonly string[], edges: Readonly<Record<string, readonly string[]>> = {}) {
  const builder = new GraphBuilder();
  for (const vertex of vertices) builder.vertex(vertex);
  for (const [name, list] of Object.entries(edges)) {
    for (const edge of list) {
      const [from, to] = edge.split('>');
      builder.edge(name, from, to);
    }
  }
  return builder.build();
}

/** @param types of the nodes by name; type 0 for those without an entry */
export function topologySpec(sketch: Sketch, types?: readonly NodeTypeSpec[], typeOf: Record<string, number> = {}) {
  const graph = graphOf(sketch.nodes, sketch.edges);
  const everything = sketch.simprocs.map((_, simproc) => simproc);
  const { sends = [], selfRelations = [] } = sketch;
  return {
    simprocs: sketch.simprocs,
    types: types ?? [nodeType('node', everything, { sends, selfRelations })],
    nodes: sketch.nodes.map((name): NodeSpec => ({
      name,
      type: typeOf[name] ?? 0,
      vertices: [graph.indexOf(name)],
    })),
    graph,
  } satisfies TopologySpec;
}
