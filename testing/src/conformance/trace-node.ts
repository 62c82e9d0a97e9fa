import {
  entryAt,
  DiscoError,
  NO_LINK,
  type ActivationContext,
  type EventBatch,
  type Handler,
  type Topology,
} from '@disco-engine/kernel';
import type { TraceActivation, TraceEvent, TraceModel, TraceProgram } from './format.js';

/**
 * State of a simproc that the node's other simprocs do not share: wakeups not reached yet, and promises per successor.
 */
interface PortState {
  count: number;
  readonly pending: Set<number>;
  readonly promised: number[];
}

/** One node of a trace model, which draws, sends and records exactly as the format prescribes. */
export class TraceNode {
  readonly trace: TraceActivation[] = [];
  accumulator = 0;
  sent = 0;
  readonly ports: readonly PortState[];

  constructor(
    private readonly index: number,
    private readonly model: TraceModel,
    private readonly topology: Topology,
    /** From the engine's port number to the model's node and simproc. */
    private readonly origin: (port: number) => readonly [node: number, simproc: number],
    public rng: number,
  ) {
    this.ports = entryAt(model.programs, index).map(({ succ }) => ({
      count: 0,
      pending: new Set(),
      promised: succ.map(() => 0),
    }));
  }

  /** One activation of a simproc. */
  activate(simproc: number, batch: EventBatch<number>, context: ActivationContext): void {
    const program = entryAt(entryAt(this.model.programs, this.index), simproc);
    const { epoch } = context;
    const events = this.#fold(simproc, epoch, batch);
    this.#send(simproc, program, context);
    const attempts = this.#attempt(simproc, program, context);
    this.#wake(simproc, program, context);
    this.#promise(simproc, program, context);
    const { pending } = entryAt(this.ports, simproc);
    if (program.source && pending.size === 0) {
      const wakeup = epoch + this.#pick(program.wake_delays);
      context.wakeup(wakeup);
      pending.add(wakeup);
    }
    this.trace.push(
      attempts.length > 0
        ? [simproc, epoch, events, this.accumulator, attempts]
        : [simproc, epoch, events, this.accumulator],
    );
  }

  #fold(simproc: number, epoch: number, batch: EventBatch<number>): TraceEvent[] {
    let [sum, weighted, epochs] = [0, 0, 0];
    const events: TraceEvent[] = [];
    for (let i = 0; i < batch.size; i++) {
      const [node, sender] = this.origin(batch.senderPort(i));
      const payload = batch.payload(i);
      sum = (sum + payload) >>> 0;
      weighted = (weighted + Math.imul(8 * node + sender + 1, payload)) >>> 0;
      epochs = (epochs + 8 * batch.epoch(i)) >>> 0;
      events.push([node, sender, batch.epoch(i), payload]);
    }
    const terms =
      Math.imul(31, this.accumulator) + sum + Math.imul(3, weighted) + Math.imul(5, epochs) + 7 * batch.size;
    this.accumulator = (terms + 11 * simproc + 13 * (8 * epoch) + 1) >>> 0;
    this.rng = (this.rng ^ this.accumulator) >>> 0;
    const port = entryAt(this.ports, simproc);
    port.count += 1;
    for (const wakeup of port.pending) if (wakeup <= epoch) port.pending.delete(wakeup);
    return events.sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2] || a[3] - b[3]);
  }

  #send(simproc: number, program: TraceProgram, context: ActivationContext): void {
    if (program.succ.length === 0) return;
    for (let left = this.#draw(program.max_sends + 1); left > 0; left--) {
      const successor = this.#draw(program.succ.length);
      const delay = this.#pick(program.delays);
      const payload = this.#draw(65536);
      const epoch = Math.max(context.epoch + delay, entryAt(this.ports, simproc).promised[successor] ?? NaN);
      context.send(this.#link(context, entryAt(program.succ, successor)), epoch, payload);
      this.sent += 1;
    }
  }

  #attempt(simproc: number, program: TraceProgram, context: ActivationContext): [number, number][] {
    if (program.attempt_one_in === 0 || this.#draw(program.attempt_one_in) !== 0) return [];
    const kind = this.#draw(6);
    const { epoch } = context;
    const successor = program.succ.length > 0 ? entryAt(program.succ, this.#draw(program.succ.length)) : undefined;
    const link = successor === undefined ? NO_LINK : this.#link(context, successor);
    if ((kind < 2 && successor === undefined) || (kind === 4 && (successor === undefined || epoch === 0))) return [];
    const accepted = accepts(() => {
      if (kind === 0) context.send(link, epoch - 0.5, 1);
      else if (kind === 1) context.send(link, epoch, 2);
      else if (kind === 2) context.wakeup(epoch);
      else if (kind === 3) context.wakeup(epoch - 1);
      else if (kind === 4) context.promise(link, epoch - 0.5);
      else context.send(this.#link(context, [this.index, simproc]), epoch + 1, 3);
    });
    if (accepted && (kind < 2 || kind === 5)) this.sent += 1;
    this.accumulator = (Math.imul(33, this.accumulator) + (accepted ? 1 : 0)) >>> 0;
    return [[kind, accepted ? 1 : 0]];
  }

  #wake(simproc: number, program: TraceProgram, context: ActivationContext): void {
    if (program.wake_one_in === 0 || this.#draw(program.wake_one_in) !== 0) return;
    const { pending } = entryAt(this.ports, simproc);
    const wakeup = context.epoch + this.#pick(program.wake_delays);
    const hard = program.hard_one_in > 0 && this.#draw(program.hard_one_in) === 0;
    if (pending.has(wakeup) || (program.wake_exclusive && pending.size > 0)) return;
    context.wakeup(wakeup, hard);
    pending.add(wakeup);
  }

  #promise(simproc: number, program: TraceProgram, context: ActivationContext): void {
    if (program.adv_one_in === 0 || program.succ.length === 0 || this.#draw(program.adv_one_in) !== 0) return;
    const { promised } = entryAt(this.ports, simproc);
    const successor = this.#draw(program.succ.length);
    const epoch = Math.max(context.epoch, promised[successor] ?? NaN) + this.#pick(program.adv_delays);
    context.promise(this.#link(context, entryAt(program.succ, successor)), epoch);
    promised[successor] = epoch;
  }

  #link({ port }: ActivationContext, [node, simproc]: readonly [number, number]): number {
    const target = this.topology.nodeIndex(entryAt(this.model.nodes, node));
    return this.topology.link(port, this.topology.port(target, simproc));
  }

  #draw(bound: number): number {
    this.rng = (Math.imul(this.rng, 1664525) + 1013904223) >>> 0;
    return (this.rng >>> 16) % bound;
  }

  #pick(values: readonly number[]): number {
    return values[this.#draw(values.length)] ?? NaN;
  }
}

/** The handlers of a trace node, one per simproc. */
export function traceHandlers(simprocs: readonly string[]): Handler[] {
  return simprocs.map(
    (_, simproc) =>
      function (this: TraceNode, batch: EventBatch, context: ActivationContext): void {
        this.activate(simproc, batch as EventBatch<number>, context);
      },
  );
}

/** Whether a call is accepted. Anything but a refusal by the engine is a bug, and is rethrown. */
function accepts(call: () => void): boolean {
  try {
    call();
    return true;
  } catch (error) {
    if (error instanceof DiscoError) return false;
    throw error;
  }
}
