import {
  buildTopology,
  GraphBuilder,
  Kernel,
  Line,
  RandomStreams,
  Run,
  type ActivationContext,
  type EventBatch,
  type RandomStream,
  type Transport,
} from '@disco-engine/kernel';
import type { SimulatedHost } from '@disco-engine/transports/simulation';
import type { NodeFigures } from '../worker/node-look.js';
import type { PartLogReport } from '../worker/part-log.js';
import type { PartFigures, PartReport, RunPart, StepOptions } from '../worker/run-part.js';
import type { RunSpec } from '../worker/run-spec.js';
import { standingOf, type PartStanding } from '../worker/part-standing.js';

/** Simulated milliseconds that an activation takes at most. */
const LONGEST_WORK = 20;

/** A node that sends each event on to any other node. */
class Juggler {
  constructor(
    private readonly random: RandomStream,
    private readonly work: () => void,
  ) {}

  handle(batch: EventBatch, context: ActivationContext): void {
    this.work();
    for (let count = batch.size || 2; count > 0; count--) {
      const delay = 1 + this.random.below(8) / 4;
      context.send(~this.random.below(NODES), context.epoch + delay, this.random.below(100));
    }
  }
}

/**
 * A worker's part of a small run: eight nodes that send to one another all the time. Kernel, line and exchange are the
 * real ones.
 */
export class SimulatedPart implements RunPart {
  private constructor(
    private readonly kernel: Kernel,
    private readonly line: Line,
    private readonly driver: Run,
    private readonly nodes: number,
  ) {}

  static async create(host: SimulatedHost, spec: RunSpec, transport: Transport): Promise<SimulatedPart> {
    const { worker, workers, addresses, seed = 1 } = spec;
    const topology = buildTopology({
      simprocs: [{ name: 'ball', minimumDelay: 1, complete: true }],
      types: [{ name: 'juggler', handles: [0], sends: [], selfRelations: [] }],
      nodes: GRAPH.keys.map((name, vertex) => ({ name, type: 0, vertices: [vertex] })),
      graph: GRAPH,
    });
    const streams = new RandomStreams({ masterSeed: Number(seed), replication: 0 });
    const hosts = Int32Array.from({ length: NODES }, (_, node) => node % workers);
    const work = (): void => host.work((LONGEST_WORK * (streamOfHost.below(8) + 1)) / 8);
    const streamOfHost = streams.open(`work of ${worker}`);
    const runtimes = topology.tables.nodes.flatMap((node, number) =>
      hosts[number] === worker ? [{ node, program: PROGRAM, state: new Juggler(streams.open(node), work) }] : [],
    );
    const kernel = new Kernel(topology, runtimes, { partition: { worker, workers, hosts } });
    const line = await Line.open(kernel, transport, { worker, workers, addresses, identity: [['seed', String(seed)]] });
    const driver = new Run(kernel, host.kernelHost, kernel.isAlone ? undefined : line);
    return new SimulatedPart(kernel, line, driver, runtimes.length);
  }

  get epoch(): number {
    return this.kernel.epoch;
  }

  async run({ until, signal, onProgress }: StepOptions): Promise<void> {
    await this.driver.cooperate({ until, signal, onProgress });
  }

  figures(): PartFigures {
    const { epoch, activations, eventsDelivered: events } = this.kernel;
    return { epoch, activations, events };
  }

  report(): PartReport {
    const { pendingEvents } = this.standing();
    return { ...this.figures(), nodes: this.nodes, pendingEvents, digestPart: this.kernel.digest };
  }

  /** The exchange measures waits by the clock of the process, which no story may depend on. */
  standing(): PartStanding {
    const { exchangeReport, eventsSent, eventsDelivered } = this.kernel;
    return { ...standingOf(exchangeReport, eventsSent - eventsDelivered), waits: { blockedMilliseconds: 0 } };
  }

  waitsFor(): string | undefined {
    return this.kernel.waitsFor();
  }

  look(): NodeFigures {
    return { channels: [], values: [] };
  }

  collect(): unknown {
    return undefined;
  }

  async endLog(): Promise<PartLogReport> {
    return { channels: [], failure: undefined };
  }

  async dispose(): Promise<void> {
    await this.line.close();
  }
}

const NODES = 8;
const PROGRAM = { handlers: [Juggler.prototype.handle] };
const GRAPH = (() => {
  const graph = new GraphBuilder();
  for (let node = 0; node < NODES; node++) graph.vertex(`juggler ${node}`);
  return graph.build();
})();
