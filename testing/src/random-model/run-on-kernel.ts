import {
  entryAt,
  buildTopology,
  DiscoError,
  GraphBuilder,
  Kernel,
  NO_LINK,
  type ActivationContext,
  type EventBatch,
  type Handler,
  type KernelOptions,
  type NodeProgram,
  type Timer,
  type Topology,
  type Wakeup,
  type TopologyOptions,
} from '@disco-engine/kernel';
import type { ModelActivation, ModelCalls, ModelEvent, ModelOutcome } from './model-outcome.js';
import { ProcessHost } from './process-host.js';
import { ProgramNode } from './program-node.js';
import type { RandomModel } from './random-model.js';

export interface KernelRunOptions extends KernelOptions, TopologyOptions {
  /** Whether every observation point has a listener. Default false. */
  readonly observed?: boolean | undefined;
}

/** The state of a node in the kernel: what runs, and where it records what happened. */
interface HostedNode {
  readonly program: ProgramNode;
  readonly processes: ProcessHost | undefined;
  readonly calls: ModelCalls;
  readonly activations: ModelActivation[];
}

/** Runs a random model on the kernel, to each of its horizons in turn. */
export function runOnKernel(
  model: RandomModel,
  { tieOrder, observed = false, ...options }: KernelRunOptions = {},
): ModelOutcome & { readonly digest: string } {
  const topology = topologyOf(model, tieOrder);
  const activations: ModelActivation[] = [];
  const kernel = hostModel(model, topology, activations, options);
  if (observed) {
    const { activations: made, sends, wakeups, timers, promises, states } = kernel.observe;
    for (const point of [made, sends, wakeups, timers, promises, states]) point.subscribe({ next() {} });
  }
  for (const horizon of model.horizons) kernel.advance(horizon);
  return {
    activations,
    undelivered: kernel.eventsSent - kernel.eventsDelivered,
    finished: kernel.isFinished,
    digest: kernel.digest,
  };
}

/** A kernel with the nodes of a random model, or those of one partition; what happens is recorded in `activations`. */
export function hostModel(
  model: RandomModel,
  topology: Topology,
  activations: ModelActivation[],
  options: KernelOptions,
): Kernel {
  const { partition } = options;
  const isOwn = (name: string): boolean =>
    partition === undefined || partition.hosts[topology.nodeIndex(name)] === partition.worker;
  return new Kernel(
    topology,
    (own) => {
      const calls = callsOf(model, topology, own);
      const programs = model.types.map((_, type) => programOf(model, type, own));
      return model.nodes.flatMap(
        ({ name, type }, node): { node: string; program: NodeProgram; state: HostedNode }[] => {
          if (!isOwn(name)) return [];
          const program = new ProgramNode(model, node);
          const plan = entryAt(model.types, type).processes ?? undefined;
          const place = { kernel: own, node: topology.nodeIndex(name), calls };
          const processes = plan && new ProcessHost(model, plan, program, place);
          return [{ node: name, program: entryAt(programs, type), state: { program, processes, calls, activations } }];
        },
      );
    },
    options,
  );
}

export function topologyOf({ simprocs, types, nodes, vertices, edges }: RandomModel, tieOrder?: Int32Array): Topology {
  const graph = new GraphBuilder();
  const key = (vertex: number): string => `v${vertex}`;
  for (const vertex of vertices.keys()) graph.vertex(key(vertex));
  for (const [simproc, from, to] of edges) graph.edge(entryAt(simprocs, simproc).name, key(from), key(to));
  const layered = graph.build();
  const owned = (node: number): number[] =>
    vertices.flatMap((owner, vertex) => (owner === node ? [layered.indexOf(key(vertex))] : []));
  return buildTopology(
    {
      simprocs,
      types: types.map((type) => ({ ...type, timers: type.ownTimers === true ? [] : undefined })),
      nodes: nodes.map(({ name, type }, node) => ({ name, type, vertices: owned(node) })),
      graph: layered,
    },
    { tieOrder },
  );
}

function programOf({ simprocs, types }: RandomModel, type: number, kernel: Kernel): NodeProgram {
  const { handles, promises } = entryAt(types, type);
  return {
    handlers: simprocs.map((_, simproc) => (handles.includes(simproc) ? handler(simproc, kernel.topology) : undefined)),
    promises: simprocs.map((_, simproc) =>
      promises[simproc] === null
        ? undefined
        : function (this: HostedNode): number {
            return this.program.answer(simproc, kernel.epoch);
          },
    ),
  };
}

function handler(simproc: number, topology: Topology): Handler {
  return function (this: HostedNode, batch: EventBatch, context: ActivationContext): void {
    const events = [...(batch as EventBatch<number>)].map((event): ModelEvent => ({
      ...event,
      simproc: topology.simprocIndex(event.simproc),
    }));
    const own = (): ModelActivation => this.program.activate(simproc, context.epoch, events, this.calls);
    this.activations.push(this.processes?.activate(simproc, context.epoch, events, own) ?? own());
  };
}

/** The calls of the active port. An undeclared link is tried in both ways in which a handler could name it. */
function callsOf({ nodes }: RandomModel, topology: Topology, kernel: Kernel): ModelCalls {
  let undeclared = 0;
  const timers = nodes.map((): Timer[] => []);
  const wakeups = Array.from({ length: topology.portCount }, (): Wakeup[] => []);
  const ofPort = (): Wakeup[] => entryAt(wakeups, kernel.port);
  const ofNode = (): Timer[] => entryAt(timers, topology.nodeOf(kernel.port));
  const linkTo = (node: number, simproc: number): number => {
    const target = topology.port(topology.nodeIndex(entryAt(nodes, node).name), simproc);
    const link = topology.link(kernel.port, target);
    return link === NO_LINK && undeclared++ % 2 === 0 ? ~target : link;
  };
  return {
    send: (node, simproc, epoch, payload) => answer(() => kernel.send(linkTo(node, simproc), epoch, payload)),
    wakeup: (epoch, hard) => answer(() => void ofPort().push(kernel.wakeup(epoch, hard))),
    wakeupAfter: (delay, hard) => answer(() => void ofPort().push(kernel.wakeupAfter(delay, hard))),
    timer: (simproc, epoch, payload) => answer(() => void ofNode().push(kernel.timer(simproc, epoch, payload))),
    timerAfter: (simproc, delay, payload) =>
      answer(() => void ofNode().push(kernel.timerAfter(simproc, delay, payload))),
    cancel: (which) => {
      const timer = entryAt(ofNode(), which);
      return timer.cancel() ? `${timer.remaining}` : 'too late';
    },
    cancelWakeup: (which) => {
      const wakeup = entryAt(ofPort(), which);
      return wakeup.cancel() ? `${wakeup.remaining}` : 'too late';
    },
    promise: (node, simproc, epoch) => answer(() => kernel.promise(linkTo(node, simproc), epoch)),
  };
}

function answer(call: () => void): string {
  try {
    call();
    return 'ok';
  } catch (error) {
    if (error instanceof DiscoError) return error.code;
    throw error;
  }
}
