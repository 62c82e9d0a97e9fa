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
  type Topology,
} from '@disco-engine/kernel';
import { setImmediate as immediate } from 'node:timers/promises';
import { PHOLD_MEAN, PHOLD_MIN_DELAY, type PholdSize } from '../phold.js';
import type { BenchPart, BenchSeat, WorkersBenchmark } from './workers-benchmark.js';

const UNIT = 2 ** -32;
const MIN_DELAY = PHOLD_MIN_DELAY;
const MEAN = PHOLD_MEAN;

export interface PholdWorkersOptions {
  readonly size: PholdSize;
  /** Units of simulated time; each has as many events as are pending. */
  readonly until: number;
  /** Rounds of the loop that simulates the work of a handler; 0 for none. */
  readonly rounds: number;
  /**
   * Share of the events that go to processes of the other parity, and so to the other of two workers; undefined for
   * any.
   */
  readonly remote?: number | undefined;
}

/** A PHOLD process that computes something for each event, and prefers processes of its own parity. */
class Process {
  private value = 1;

  constructor(
    private readonly number: number,
    private readonly random: RandomStream,
    private readonly options: PholdWorkersOptions,
  ) {}

  handle(batch: EventBatch, context: ActivationContext): void {
    const { random, options } = this;
    const { processes, eventsPerProcess } = options.size;
    const count = batch.size || eventsPerProcess;
    for (let i = 0; i < count; i++) {
      const delay = MIN_DELAY - MEAN * Math.log((random.uint32() + 1) * UNIT);
      if (options.rounds > 0) this.compute(options.rounds);
      context.send(~this.target(processes), context.epoch + delay, null);
    }
  }

  private target(processes: number): number {
    const { random, options, number } = this;
    const target = random.below(processes);
    if (options.remote === undefined) return target;
    const parity = (number & 1) ^ +(random.uniform() < options.remote);
    return (target & ~1) | parity;
  }

  private compute(rounds: number): void {
    let { value } = this;
    for (let round = 0; round < rounds; round++) value = value * 1.0000001 + 0.3 / value;
    this.value = value;
  }
}

const PROGRAM = { handlers: [Process.prototype.handle] };
const HOST = { now: () => performance.now(), turn: () => immediate() };

/** PHOLD directly on the kernel, with processes assigned to the workers in turn. */
export function pholdWorkers(name: string, options: () => PholdWorkersOptions): WorkersBenchmark {
  return { name, join: (seat) => joinPhold(options(), seat) };
}

async function joinPhold(options: PholdWorkersOptions, seat: BenchSeat): Promise<BenchPart> {
  const { worker, workers, transport, addresses } = seat;
  const topology = pholdTopology(options.size.processes);
  const streams = new RandomStreams({ masterSeed: 1, replication: 0 });
  const hosts = Int32Array.from({ length: topology.nodeCount }, (_, node) => node % workers);
  const runtimes = topology.tables.nodes.flatMap((node, number) =>
    hosts[number] === worker
      ? [{ node, program: PROGRAM, state: new Process(number, streams.open(node), options) }]
      : [],
  );
  const partition = { worker, workers, hosts };
  const kernel = new Kernel(topology, runtimes, { digest: 'off', partition });
  const line =
    transport &&
    (await Line.open(kernel, transport, { worker, workers, addresses, identity: [['benchmark', 'phold']] }));
  const run = new Run(kernel, HOST, line);
  return {
    async run() {
      await run.cooperate({ until: options.until });
    },
    get events() {
      return kernel.eventsDelivered;
    },
    get digest() {
      return kernel.digest;
    },
    get report() {
      return kernel.exchangeReport;
    },
    async dispose() {
      await line?.close();
    },
  };
}

/** Names of equal length, so that they sort like their numbers and parity determines the worker. */
function pholdTopology(processes: number): Topology {
  const graph = new GraphBuilder();
  for (let process = 0; process < processes; process++) graph.vertex(String(process).padStart(6, '0'));
  const built = graph.build();
  return buildTopology({
    simprocs: [{ name: 'job', minimumDelay: PHOLD_MIN_DELAY, complete: true }],
    types: [{ name: 'process', handles: [0], sends: [], selfRelations: [] }],
    nodes: built.keys.map((name, vertex) => ({ name, type: 0, vertices: [vertex] })),
    graph: built,
  });
}

/** How many rounds of the loop in `Process.compute` take this many microseconds on this machine. */
export function calibrate(microseconds: number): number {
  const rounds = 200_000;
  let best = Infinity;
  let value = 1;
  for (let attempt = 0; attempt < 20; attempt++) {
    const start = performance.now();
    for (let round = 0; round < rounds; round++) value = value * 1.0000001 + 0.3 / value;
    best = Math.min(best, performance.now() - start);
  }
  if (!(value > 0)) throw new Error('the loop was not computed');
  return Math.round((microseconds / 1000) * (rounds / best));
}
