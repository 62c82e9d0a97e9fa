import {
  buildTopology,
  Kernel,
  NO_LINK,
  type EventBatch,
  type Timer,
  type Wakeup,
  type KernelOptions,
  type NodeProgram,
  type TopologyOptions,
} from '@disco-engine/kernel';
import { topologySpec, type Sketch } from './sketch.js';

/** A node as the handlers of a trial see it. Targets are written `node/simproc`. */
export class NodeView {
  constructor(
    readonly name: string,
    private readonly kernel: Kernel,
  ) {}

  get epoch(): number {
    return this.kernel.epoch;
  }

  send(target: string, epoch: number, payload: unknown = null): void {
    this.kernel.send(this.link(target), epoch, payload);
  }

  wakeup(epoch: number): Wakeup {
    return this.kernel.wakeup(epoch);
  }

  hard(epoch: number): Wakeup {
    return this.kernel.wakeup(epoch, true);
  }

  wakeupAfter(delay: number, hard = false): Wakeup {
    return this.kernel.wakeupAfter(delay, hard);
  }

  timer(simproc: string, epoch: number, payload: unknown = null): Timer {
    return this.kernel.timer(this.kernel.topology.simprocIndex(simproc), epoch, payload);
  }

  timerAfter(simproc: string, delay: number, payload: unknown = null): Timer {
    return this.kernel.timerAfter(this.kernel.topology.simprocIndex(simproc), delay, payload);
  }

  promise(target: string, epoch: number): void {
    this.kernel.promise(this.link(target), epoch);
  }

  private link(target: string): number {
    const { topology, port } = this.kernel;
    const [node, simproc] = target.split('/');
    const to = topology.port(topology.nodeIndex(node), topology.simprocIndex(simproc));
    return port === -1 ? NO_LINK : topology.link(port, to);
  }
}

export interface TrialOptions extends KernelOptions, TopologyOptions {
  /** Per simproc: the result of its `@Promise` method. */
  readonly promises?: Readonly<Record<string, (node: NodeView) => number>>;
  /** Whether the runtimes are given in reverse order of the nodes. */
  readonly reversed?: boolean;
}

/** Per simproc: what the nodes do. A simproc without an entry does nothing. */
export type Behaviour = Readonly<Record<string, (node: NodeView, batch: EventBatch) => void>>;

/** A model in a few lines; every activation is recorded before its handler acts. */
export class Trial {
  readonly kernel: Kernel;
  /** For example `b/supply@2 [a/order#0=null]`; an event that was held also shows its own epoch. */
  readonly trace: string[] = [];

  constructor(
    sketch: Sketch,
    behaviour: Behaviour,
    { promises = {}, reversed, tieOrder, ...options }: TrialOptions = {},
  ) {
    const program = programOf(sketch, behaviour, this.trace, promises);
    const nodes = reversed === true ? [...sketch.nodes].reverse() : sketch.nodes;
    this.kernel = new Kernel(
      buildTopology(topologySpec(sketch), { tieOrder }),
      (kernel) => nodes.map((node) => ({ node, program, state: new NodeView(node, kernel) })),
      options,
    );
  }

  /** The trace lines of one port. */
  of(port: string): string[] {
    return this.trace.filter((line) => line.startsWith(`${port}@`)).map((line) => line.slice(port.length + 1));
  }
}

/** @param trace receives every activation before its handler acts */
export function programOf(
  { simprocs }: Sketch,
  behaviour: Behaviour,
  trace: string[],
  promises: TrialOptions['promises'] = {},
): NodeProgram {
  return {
    handlers: simprocs.map(
      ({ name }) =>
        function (this: NodeView, batch: EventBatch): void {
          trace.push(activation(this.name, name, this.epoch, batch));
          behaviour[name]?.(this, batch);
        },
    ),
    promises: simprocs.map(({ name }) => {
      const promise = promises[name];
      if (promise === undefined) return undefined;
      return function (this: NodeView): number {
        return promise(this);
      };
    }),
  };
}

function activation(node: string, simproc: string, epoch: number, batch: EventBatch): string {
  const events = Array.from(batch, (event) => {
    const own = event.epoch === epoch ? '' : `@${event.epoch}`;
    return `${event.sender}/${event.simproc}#${event.counter}${own}=${text(event.payload)}`;
  });
  return `${node}/${simproc}@${epoch} [${events.join(', ')}]`;
}

function text(payload: unknown): string {
  return JSON.stringify(payload, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value));
}
