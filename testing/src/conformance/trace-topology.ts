import {
  entryAt,
  buildTopology,
  GraphBuilder,
  type NodeTypeSpec,
  type SimprocPair,
  type Topology,
} from '@disco-engine/kernel';
import type { TraceModel } from './format.js';

/** Each node has its own type, because each has its own self relations and sends. */
export function traceTopology(model: TraceModel): Topology {
  const graph = new GraphBuilder();
  for (const name of model.nodes) graph.vertex(name);
  for (const [layer, from, to] of model.edges)
    graph.edge(entryAt(model.simprocs, layer), entryAt(model.nodes, from), entryAt(model.nodes, to));
  const layered = graph.build();
  return buildTopology({
    simprocs: model.simprocs.map((name) => ({ name, minimumDelay: 0, complete: false })),
    types: model.nodes.map((_, index) => nodeType(model, index)),
    nodes: model.nodes.map((name, type) => ({ name, type, vertices: [layered.indexOf(name)] })),
    graph: layered,
  });
}

function nodeType(model: TraceModel, index: number): NodeTypeSpec {
  const sends = entryAt(model.programs, index).flatMap(({ succ }, from) =>
    succ.filter(([node, layer]) => node !== index && layer !== from).map(([, layer]): SimprocPair => [from, layer]),
  );
  const own = model.self_relations.filter(([node]) => node === index);
  return {
    name: `type of ${entryAt(model.nodes, index)}`,
    handles: model.simprocs.map((_, simproc) => simproc),
    sends,
    selfRelations: own.map(([, from, to]): SimprocPair => [from, to]),
    // Traces are older than timers.
    timers: [],
  };
}
