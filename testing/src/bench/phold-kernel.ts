import {
  buildTopology,
  GraphBuilder,
  Kernel,
  RandomStreams,
  type ActivationContext,
  type DigestLevel,
  type EventBatch,
  type RandomStream,
  type Topology,
} from '@disco-engine/kernel';
import type { Benchmark, Prepared } from './benchmark.js';
import { cacheCurve, cacheFigures } from './cache-curve.js';
import { PHOLD_MEAN, PHOLD_MIN_DELAY, PHOLD_SIZES, type PholdConfig, type PholdSize } from './phold.js';
import { StreamsPhold } from './streams-phold.js';

const UNIT = 2 ** -32;
// Constants of another module would be looked up on each use; the reference loop avoids that.
const MIN_DELAY = PHOLD_MIN_DELAY;
const MEAN = PHOLD_MEAN;

/** A PHOLD process as a state of the bare kernel, with as many draws of as many bits as the reference loop. */
class PholdState {
  constructor(
    private readonly random: RandomStream,
    private readonly size: PholdSize,
  ) {}

  handle(batch: EventBatch, context: ActivationContext): void {
    const { random, size } = this;
    // Every process is activated once at the start, with an empty batch.
    const count = batch.size || size.eventsPerProcess;
    for (let i = 0; i < count; i++) {
      const delay = MIN_DELAY - MEAN * Math.log((random.uint32() + 1) * UNIT);
      // One simproc on a complete layer: the port of a process is its number, and `~port` is the link to it.
      context.send(~random.below(size.processes), context.epoch + delay, null);
    }
  }
}

const PROGRAM = { handlers: [PholdState.prototype.handle] };

export interface PholdOptions {
  readonly digest: DigestLevel;
  /** Whose activations and sends somebody observes: those of all nodes, or of one. */
  readonly observed?: 'all' | 'one';
  /** Whether to compare with a loop in which each process has a stream, and to measure the cache. */
  readonly streams?: boolean;
}

/** PHOLD directly on the kernel. */
export function pholdKernel(name: string, configs: Benchmark['configs'], options: PholdOptions): Benchmark {
  return {
    name,
    configs,
    prepare(config, events) {
      const size = PHOLD_SIZES[config as PholdConfig];
      const prepared = preparePhold(size, options, events);
      if (options.streams !== true) return prepared;
      return {
        ...prepared,
        withoutEngine() {
          const loop = new StreamsPhold(size, 1);
          return () => loop.run(events);
        },
        figures: () => cacheFigures(cacheCurve()),
      };
    },
  };
}

/** The same in any size, giving access to the kernel. */
export function preparePhold(
  size: PholdSize,
  options: PholdOptions,
  events: number,
): Prepared & { readonly kernel: Kernel } {
  const topology = pholdTopology(size.processes);
  const streams = new RandomStreams({ masterSeed: 1, replication: 0 });
  const runtimes = topology.tables.nodes.map((node) => ({
    node,
    program: PROGRAM,
    state: new PholdState(streams.open(node), size),
  }));
  const kernel = new Kernel(topology, runtimes, { digest: options.digest });
  const { activations, sends } = kernel.observe;
  if (options.observed !== undefined)
    for (const point of [activations, sends])
      (options.observed === 'one' ? point.of([0]) : point).subscribe((_record: object) => {});
  return {
    kernel,
    run() {
      while (kernel.eventsDelivered < events) kernel.advance(Infinity, events - kernel.eventsDelivered);
      return kernel.eventsDelivered;
    },
  };
}

function pholdTopology(processes: number): Topology {
  const graph = new GraphBuilder();
  for (let process = 0; process < processes; process++) graph.vertex(`process/${process}`);
  const built = graph.build();
  return buildTopology({
    simprocs: [{ name: 'job', minimumDelay: PHOLD_MIN_DELAY, complete: true }],
    types: [{ name: 'process', handles: [0], sends: [], selfRelations: [] }],
    nodes: built.keys.map((name, vertex) => ({ name, type: 0, vertices: [vertex] })),
    graph: built,
  });
}
