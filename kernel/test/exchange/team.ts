import {
  buildTopology,
  EVENT_WORDS,
  ExchangeMessage,
  Kernel,
  type AdvanceEnd,
  type KernelOptions,
  type NodeTypeSpec,
  type Topology,
} from '@disco-engine/kernel';
import { topologySpec, type Sketch } from '../sketch.js';
import { NodeView, programOf, type Behaviour, type TrialOptions } from '../trial.js';

/** A message in flight, as a separate copy. */
export interface Letter {
  readonly from: number;
  readonly to: number;
  readonly message: ExchangeMessage;
}

export interface TeamOptions extends Omit<KernelOptions, 'partition'> {
  readonly promises?: TrialOptions['promises'];
  /** One for each node, if they are not all of one type. */
  readonly types?: readonly NodeTypeSpec[];
}

/** The workers of one run, whose messages a test delivers one by one. */
export class Team {
  readonly topology: Topology;
  readonly kernels: readonly Kernel[];
  readonly trace: string[] = [];

  /** @param hosts per node of the sketch, in its order, the worker that hosts it */
  constructor(sketch: Sketch, hosts: readonly number[], behaviour: Behaviour, options: TeamOptions = {}) {
    const { promises, types, ...kernelOptions } = options;
    const typeOf = types && Object.fromEntries(sketch.nodes.map((node, index) => [node, index]));
    this.topology = buildTopology(topologySpec(sketch, types, typeOf));
    const shared = programOf(sketch, behaviour, this.trace, promises);
    const workers = Math.max(...hosts) + 1;
    const placement = Int32Array.from(
      this.topology.tables.nodes,
      (_, node) => hosts[sketch.nodes.indexOf(this.topology.nodeName(node))],
    );
    this.kernels = Array.from({ length: workers }, (_, worker) => {
      const own = sketch.nodes.filter((node) => hosts[sketch.nodes.indexOf(node)] === worker);
      return new Kernel(
        this.topology,
        (kernel) =>
          own.map((node) => {
            const program = types === undefined ? shared : programOf(sketch, behaviour, this.trace, promises);
            return { node, program, state: new NodeView(node, kernel) };
          }),
        { ...kernelOptions, partition: { worker, workers, hosts: placement } },
      );
    });
  }

  /** The place of a port, such as `a/x`, in the order of activation. */
  place(port: string): number {
    const [node, simproc] = port.split('/');
    const { topology } = this;
    return topology.tables.order[topology.port(topology.nodeIndex(node), topology.simprocIndex(simproc))];
  }

  tell(worker: number, end: AdvanceEnd, progress = true): Letter[] {
    const letters: Letter[] = [];
    this.kernels[worker].tell(
      end,
      (to, message) => letters.push({ from: worker, to, message: copyOf(message) }),
      progress,
    );
    return letters;
  }

  /** Advances a worker, and returns the messages that it sends. */
  step(worker: number, until: number, limit = Infinity, progress = true): Letter[] {
    return this.tell(worker, this.kernels[worker].advance(until, limit), progress);
  }

  deliver(letters: readonly Letter[]): void {
    for (const { from, to, message } of letters) this.kernels[to].receive(from, message);
  }

  /** Steps all workers in turn until each has reached the horizon, and returns how many messages that took. */
  run(until: number): number {
    let messages = 0;
    for (let open = this.kernels.length; open > 0;) {
      open = 0;
      for (const [worker, kernel] of this.kernels.entries()) {
        const end = kernel.advance(until);
        if (end === 'blocked' || end === 'limit') open += 1;
        const letters = this.tell(worker, end);
        messages += letters.length;
        this.deliver(letters);
      }
      if (messages > 10_000) throw new Error('the workers keep sending messages without end');
    }
    return messages;
  }
}

export function copyOf(message: ExchangeMessage): ExchangeMessage {
  const { words, sent, received, highCounters, payloads, count, promises, inlets, inletEpochs } = message;
  return Object.assign(new ExchangeMessage(sent.length), message, {
    words: words.slice(0, count * EVENT_WORDS),
    sent: sent.slice(),
    received: received.slice(),
    inlets: inlets.slice(0, promises),
    inletEpochs: inletEpochs.slice(0, promises),
    highCounters: highCounters?.slice(),
    payloads: payloads?.slice(),
  });
}
