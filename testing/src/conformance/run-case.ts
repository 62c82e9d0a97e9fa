import {
  buildTopology,
  GraphBuilder,
  Kernel,
  type NodeTypeSpec,
  type SimprocPair,
  type Topology,
} from '@disco-engine/kernel';
import { firstDifference } from './first-difference.js';
import type { FinalState, TraceActivation, TraceCase, TraceModel } from './format.js';
import { TraceNode, traceHandlers } from './trace-node.js';

/** Runs the model of a case, and tells the first difference to its trace, or nothing where there is none. */
export function runCase({ model, trace, final, undelivered }: TraceCase): string | undefined {
  const { kernel, nodes } = runTraceModel(model);
  return (
    traceDifference(
      model,
      nodes.map((node) => node.trace),
      trace,
    ) ??
    firstDifference('final', finalState(nodes), final) ??
    firstDifference('undelivered', kernel.eventsSent - kernel.eventsDelivered, undelivered)
  );
}

/** Runs a model to its last horizon. */
export function runTraceModel(model: TraceModel): { readonly kernel: Kernel; readonly nodes: readonly TraceNode[] } {
  const topology = traceTopology(model);
  const nodeNumber = new Map(model.nodes.map((name, index) => [name, index]));
  const origin = (port: number) =>
    [nodeNumber.get(topology.nodeName(topology.nodeOf(port))) ?? -1, topology.simprocOf(port)] as const;
  const nodes = model.nodes.map((_, index) => new TraceNode(index, model, topology, origin, model.seeds[index]));
  const handlers = traceHandlers(model.simprocs);
  const kernel = new Kernel(
    topology,
    model.nodes.map((node, index) => ({ node, program: { handlers }, state: nodes[index] })),
    { payloads: 'strict' },
  );
  for (const horizon of model.horizons) kernel.advance(horizon);
  return { kernel, nodes };
}

/** Each node is a type of its own, as each has its own self relations and sends. */
function traceTopology(model: TraceModel): Topology {
  const graph = new GraphBuilder();
  for (const name of model.nodes) graph.vertex(name);
  for (const [layer, from, to] of model.edges) graph.edge(model.simprocs[layer], model.nodes[from], model.nodes[to]);
  const layered = graph.build();
  return buildTopology({
    simprocs: model.simprocs.map((name) => ({ name, minimumDelay: 0, complete: false })),
    types: model.nodes.map((_, index) => nodeType(model, index)),
    nodes: model.nodes.map((name, type) => ({ name, type, vertices: [layered.indexOf(name)] })),
    graph: layered,
  });
}

function nodeType(model: TraceModel, index: number): NodeTypeSpec {
  const sends = model.programs[index].flatMap(({ succ }, from) =>
    succ.filter(([node, layer]) => node !== index && layer !== from).map(([, layer]): SimprocPair => [from, layer]),
  );
  const own = model.self_relations.filter(([node]) => node === index);
  return {
    name: `type of ${model.nodes[index]}`,
    handles: model.simprocs.map((_, simproc) => simproc),
    sends,
    selfRelations: own.map(([, from, to]): SimprocPair => [from, to]),
  };
}

function finalState(nodes: readonly TraceNode[]): FinalState {
  return {
    acc: nodes.map((node) => node.accumulator),
    rng: nodes.map((node) => node.rng),
    sent: nodes.map((node) => node.sent),
    count: nodes.map((node) => node.ports.map((port) => port.count)),
  };
}

function traceDifference(
  model: TraceModel,
  actual: readonly (readonly TraceActivation[])[],
  expected: readonly (readonly TraceActivation[])[],
): string | undefined {
  for (const [index, name] of model.nodes.entries()) {
    const count = Math.max(actual[index].length, expected[index].length);
    for (let i = 0; i < count; i++) {
      const difference = firstDifference(`node ${name}, activation ${i}`, actual[index][i], expected[index][i]);
      if (difference !== undefined) return difference;
    }
  }
  return undefined;
}
