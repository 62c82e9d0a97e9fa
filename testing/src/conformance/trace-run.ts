import { combineDigests, entryAt, Kernel, KernelGroup, type Partition, type Topology } from '@disco-engine/kernel';
import type { FinalState, TraceModel } from './format.js';
import { TraceNode, traceHandlers } from './trace-node.js';
import { traceTopology } from './trace-topology.js';

/** A trace model on kernels, one per worker. It does not depend on Node, so it runs on every JavaScript engine. */
export class TraceRun {
  /** As in the model. */
  readonly nodes: readonly TraceNode[];
  /** By worker number. */
  readonly kernels: readonly Kernel[];

  constructor(
    readonly model: TraceModel,
    workers = 1,
  ) {
    const topology = traceTopology(model);
    const nodeNumber = new Map(model.nodes.map((name, index) => [name, index]));
    const origin = (port: number) =>
      [nodeNumber.get(topology.nodeName(topology.nodeOf(port))) ?? -1, topology.simprocOf(port)] as const;
    this.nodes = model.nodes.map(
      (_, index) => new TraceNode(index, model, topology, origin, model.seeds[index] ?? NaN),
    );
    const hosts = Int32Array.from({ length: topology.nodeCount }, (_, node) => node % workers);
    this.kernels = Array.from({ length: workers }, (_, worker) =>
      this.#kernel(topology, workers === 1 ? undefined : { worker, workers, hosts }),
    );
  }

  get digest(): string {
    return combineDigests(this.kernels.map(({ digest }) => digest));
  }

  /** Number of events that were sent and not delivered. */
  get undelivered(): number {
    return this.kernels.reduce((sum, { eventsSent, eventsDelivered }) => sum + eventsSent - eventsDelivered, 0);
  }

  /** The state of each node at the end. */
  get finalState(): FinalState {
    const { nodes } = this;
    return {
      acc: nodes.map((node) => node.accumulator),
      rng: nodes.map((node) => node.rng),
      sent: nodes.map((node) => node.sent),
      count: nodes.map((node) => node.ports.map((port) => port.count)),
    };
  }

  /**
   * Runs to each horizon in turn, on this thread and without a transport; see `runTraceOver` for one with a transport.
   */
  run(): this {
    const steppable = this.kernels.length === 1 ? entryAt(this.kernels, 0) : new KernelGroup(this.kernels);
    for (const horizon of this.model.horizons) steppable.advance(horizon);
    return this;
  }

  #kernel(topology: Topology, partition: Partition | undefined): Kernel {
    const { nodes, simprocs } = this.model;
    const handlers = traceHandlers(simprocs);
    const isOwn = (node: string): boolean =>
      partition === undefined || partition.hosts[topology.nodeIndex(node)] === partition.worker;
    const runtimes = nodes.flatMap((node, index) =>
      isOwn(node) ? [{ node, program: { handlers }, state: entryAt(this.nodes, index) }] : [],
    );
    return new Kernel(topology, runtimes, { payloads: 'strict', partition });
  }
}
