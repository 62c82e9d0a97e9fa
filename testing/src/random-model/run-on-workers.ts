import {
  entryAt,
  combineDigests,
  DiscoError,
  EVENT_WORDS,
  ExchangeMessage,
  type Kernel,
  type KernelOptions,
} from '@disco-engine/kernel';
import type { ModelActivation, ModelOutcome } from './model-outcome.js';
import type { RandomModel } from './random-model.js';
import { hostModel, topologyOf } from './run-on-kernel.js';

/** How to run on several workers, as plain data; none of it may make a difference. */
export interface WorkersRun {
  readonly workers: number;
  /** Per node; taken modulo the number of workers. */
  readonly placement: readonly number[];
  /**
   * Determines which worker is stepped next and for how long, and which message arrives next or again: from 0 to 2^32 -
   * 1.
   */
  readonly schedule: number;
  /** How many events a worker may be ahead of another. */
  readonly window: number;
  /** Whether observers of activations come and go. Default false. */
  readonly watched?: boolean | undefined;
}

export interface WorkersOutcome extends ModelOutcome {
  readonly digest: string;
  /** Number of messages sent, and of those without an event. */
  readonly messages: number;
  readonly promises: number;
  readonly remoteEvents: number;
  /** How the workers stepped, and by which bounds they waited for one another. */
  readonly ways: ReadonlySet<'windows' | 'order' | 'worker' | 'ports'>;
}

interface Letter {
  readonly from: number;
  readonly to: number;
  readonly message: ExchangeMessage;
}

/**
 * Runs a random model on several kernels, stepped in random order, over a network that randomly delays, reorders and
 * repeats every message. Runs to each horizon in turn.
 *
 * @throws DiscoError `ORDER_BROKEN` if an observer was given activations in another order than that of the semantics;
 * `RUN_STALLED` if all workers wait, nothing is in flight, and the horizon has not been reached
 */
export function runOnWorkers(model: RandomModel, run: WorkersRun, options: KernelOptions = {}): WorkersOutcome {
  const topology = topologyOf(model);
  const hosts = Int32Array.from(
    topology.tables.nodes,
    (_, node) => (run.placement[node % run.placement.length] ?? NaN) % run.workers,
  );
  const activations: ModelActivation[] = [];
  const kernels = Array.from({ length: run.workers }, (_, worker) =>
    hostModel(model, topology, activations, {
      ...options,
      window: run.window,
      partition: { worker, workers: run.workers, hosts },
    }),
  );
  const broken: string[] = [];
  const watches = run.watched === true ? kernels.map((kernel) => watching(kernel, broken)) : [];
  const network = new RandomNetwork(kernels, run.schedule, watches);
  for (const horizon of model.horizons) network.run(horizon);
  network.deliverAll();
  if (broken[0] !== undefined) throw new DiscoError('ORDER_BROKEN', broken[0]);
  const sum = (count: (kernel: Kernel) => number): number =>
    kernels.reduce((total, kernel) => total + count(kernel), 0);
  return {
    activations,
    undelivered: sum(({ eventsSent }) => eventsSent) - sum(({ eventsDelivered }) => eventsDelivered),
    finished: kernels.every(({ isIdle }) => isIdle),
    digest: combineDigests(kernels.map(({ digest }) => digest)),
    messages: network.messages,
    promises: network.promises,
    ways: new Set(
      kernels.flatMap(({ stepping, exchangeReport }) => [stepping, ...(exchangeReport ? [exchangeReport.bounds] : [])]),
    ),
    remoteEvents: sum(({ crossed }) => crossed.received),
  };
}

class RandomNetwork {
  messages = 0;
  promises = 0;
  readonly #letters: Letter[] = [];

  constructor(
    private readonly kernels: readonly Kernel[],
    private state: number,
    private readonly watches: readonly (() => void)[],
  ) {}

  run(horizon: number): void {
    const done = new Set<number>();
    for (let idle = 0; done.size < this.kernels.length;) {
      if (this.#letters.length > 0 && this.#draw(2) === 0) {
        this.#deliverOne();
        idle = 0;
        continue;
      }
      const worker = this.#draw(this.kernels.length);
      // A worker at the horizon still receives messages, but sends none.
      if (done.has(worker)) continue;
      const kernel = entryAt(this.kernels, worker);
      const before = kernel.activations;
      if (this.watches.length > 0 && this.#draw(6) === 0) entryAt(this.watches, worker)();
      const end = kernel.advance(horizon, 1 + this.#draw(8));
      const sent = this.messages;
      // Sometimes a worker is interrupted and sends nothing.
      if (this.#draw(4) > 0 || end !== 'limit') kernel.tell(end, (to, message) => this.#post(worker, to, message));
      if (end === 'horizon' || end === 'finished') done.add(worker);
      idle = kernel.activations > before || this.messages > sent || this.#letters.length > 0 ? 0 : idle + 1;
      if (idle > 100 * this.kernels.length) {
        const waits = this.kernels.map((stalled) => stalled.waitsFor() ?? 'nothing').join('; ');
        throw new DiscoError('RUN_STALLED', `no worker can continue before ${horizon}: ${waits}`);
      }
    }
  }

  deliverAll(): void {
    for (const [worker, kernel] of this.kernels.entries())
      kernel.tell('horizon', (to, message) => this.#post(worker, to, message));
    while (this.#letters.length > 0) this.#deliverOne();
  }

  #post(from: number, to: number, message: ExchangeMessage): void {
    this.messages += 1;
    if (message.count === 0) this.promises += 1;
    this.#letters.push({ from, to, message: copyOf(message) });
  }

  /** One message in eight arrives again later. */
  #deliverOne(): void {
    const index = this.#draw(this.#letters.length);
    const { from, to, message } = entryAt(this.#letters, index);
    if (this.#draw(8) > 0) {
      const last = this.#letters.pop();
      if (last !== undefined && index < this.#letters.length) this.#letters[index] = last;
    }
    entryAt(this.kernels, to).receive(from, message);
  }

  #draw(bound: number): number {
    this.state = (Math.imul(this.state, 1664525) + 1013904223) >>> 0;
    return (this.state >>> 8) % bound;
  }
}

/** Begins, or ends, to observe a kernel and to note what is reported out of order. */
function watching(kernel: Kernel, broken: string[]): () => void {
  const { topology, observe } = kernel;
  let subscription: { unsubscribe(): void } | undefined;
  return () => {
    if (subscription !== undefined) {
      subscription.unsubscribe();
      subscription = undefined;
      return;
    }
    let last: readonly [epoch: number, place: number] = [-1, -1];
    subscription = observe.activations.subscribe({
      next({ node, simproc, epoch }) {
        const port = topology.port(topology.nodeIndex(node), topology.simprocIndex(simproc));
        const key = [epoch, topology.tables.order[port] ?? NaN] as const;
        if (!(key[0] > last[0] || (key[0] === last[0] && key[1] > last[1])))
          broken.push(`observed ${node}/${simproc} at ${key.join(', ')} after ${last.join(', ')}`);
        last = key;
      },
    });
  };
}

function copyOf(message: ExchangeMessage): ExchangeMessage {
  const { sent, received, words, payloads, count, promises, inlets, inletEpochs } = message;
  return Object.assign(new ExchangeMessage(0), message, {
    sent: sent.slice(),
    received: received.slice(),
    inlets: inlets.slice(0, promises),
    inletEpochs: inletEpochs.slice(0, promises),
    words: words.slice(0, count * EVENT_WORDS),
    payloads: payloads?.slice(0, count),
  });
}
