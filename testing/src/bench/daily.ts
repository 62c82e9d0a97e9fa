import {
  buildTopology,
  GraphBuilder,
  Kernel,
  RandomStreams,
  type ActivationContext,
  type EventBatch,
  type Topology,
} from '@disco-engine/kernel';
import type { Benchmark, Prepared } from './benchmark.js';

const NODES = 2000;
const SUCCESSORS = 5;

/**
 * A member of a chain: once a day, after all of its predecessors have sent, it passes on what it received, in equal
 * parts.
 */
class Member {
  constructor(
    private readonly firstLink: number,
    private readonly links: number,
  ) {}

  handle(batch: EventBatch, context: ActivationContext): void {
    let amount = 1;
    for (let i = 0; i < batch.size; i++) amount += batch.payload(i) as number;
    for (let i = 0; i < this.links; i++) context.send(this.firstLink + i, context.epoch, amount / this.links);
    context.wakeupAfter(1);
  }
}

const PROGRAM = { handlers: [Member.prototype.handle] };

/** The pattern of supply chains directly on the kernel: all events of a day share its epoch and arrive in batches. */
export const dailyBenchmark: Benchmark = {
  name: 'daily',
  configs: { a: 'a' },
  prepare: (_config, events) => prepare(events),
};

function prepare(events: number): Prepared {
  const topology = chain();
  const { nodes, linkStarts } = topology.tables;
  const runtimes = nodes.map((node, index) => ({
    node,
    program: PROGRAM,
    state: new Member(linkStarts[index] ?? NaN, (linkStarts[index + 1] ?? NaN) - (linkStarts[index] ?? NaN)),
  }));
  const kernel = new Kernel(topology, runtimes, { digest: 'off' });
  return {
    run() {
      for (let horizon = 1; kernel.eventsDelivered < events; horizon++) kernel.advance(horizon);
      return kernel.eventsDelivered;
    },
    figures: () => ({ eventsPerActivation: kernel.eventsDelivered / kernel.activations }),
  };
}

/** Each node leads to some later ones, chosen at random. */
function chain(): Topology {
  const random = new RandomStreams({ masterSeed: 1, replication: 0 }).open('chain');
  const graph = new GraphBuilder();
  const key = (node: number): string => `member/${String(node).padStart(5, '0')}`;
  for (let node = 0; node < NODES; node++) graph.vertex(key(node));
  for (let node = 0; node < NODES - SUCCESSORS; node++) {
    const targets = new Set<number>();
    while (targets.size < SUCCESSORS) targets.add(node + 1 + random.below(NODES - node - 1));
    for (const target of targets) graph.edge('flow', key(node), key(target));
  }
  const built = graph.build();
  return buildTopology({
    simprocs: [{ name: 'flow', minimumDelay: 0, complete: false }],
    types: [{ name: 'member', handles: [0], sends: [], selfRelations: [] }],
    nodes: built.keys.map((name, vertex) => ({ name, type: 0, vertices: [vertex] })),
    graph: built,
  });
}
