import { entryAt, nextDouble } from '@disco-engine/kernel';
import { linksFrom } from './links-from.js';
import type { ModelActivation, ModelCalls, ModelEvent, ModelOutcome } from './model-outcome.js';
import { ProcessHost, type ProcessKernel } from './process-host.js';
import { ProgramNode } from './program-node.js';
import type { RandomModel } from './random-model.js';

/** A node, with its processes, if any. */
interface OracleNode {
  readonly program: ProgramNode;
  processes: ProcessHost | undefined;
  /** The current epoch while its processes run. */
  now: number;
  simproc: number;
  calls: ModelCalls | undefined;
}

/** A timer that a node has set; kept in the order of setting. */
interface SetTimer {
  readonly port: Port;
  readonly event: ModelEvent;
}

interface Port {
  readonly node: number;
  readonly simproc: number;
  readonly rank: number;
  /** Where it may send, as `node/simproc`. */
  readonly links: ReadonlySet<string>;
  events: ModelEvent[];
  /**
   * Events that were held at their epoch when a process wakeup was set in front of the hold; they are delivered with
   * that wakeup.
   */
  waiting: ReadonlySet<ModelEvent>;
  wakeups: { readonly epoch: number; readonly hard: boolean }[];
  sent: number;
  /** Its promises, by target; those to all successors are under `ALL`. */
  readonly promised: Map<string, number>;
  /** Epochs of all wakeups that it has requested. */
  readonly asked: number[];
  /** Timers of the node, shared by its ports. */
  readonly timers: SetTimer[];
}

const ALL = 'all successors';

/**
 * Simulates a random model by following sections 1 to 5 of the semantics literally, one activation after another, each
 * time searching all ports for the least. It is slow, and shares no code with the kernel except the function for the
 * next double.
 */
export function oracle(model: RandomModel): ModelOutcome {
  const nodes = model.nodes.map((_, node) => newNode(model, node));
  const ports = model.nodes.flatMap(({ type }, node) => {
    const timers: SetTimer[] = [];
    return entryAt(model.types, type).handles.map((simproc) => newPort(model, node, simproc, timers));
  });
  for (const [index, node] of nodes.entries()) {
    const plan = entryAt(model.types, entryAt(model.nodes, index).type).processes ?? undefined;
    if (plan === undefined) continue;
    const own = ports.filter((port) => port.node === index);
    const place = { kernel: processKernel(model, node, own), node: index, calls: laterCalls(node) };
    node.processes = new ProcessHost(model, plan, node.program, place);
  }
  const activations: ModelActivation[] = [];
  const next = (): Port => ports.reduce((first, port) => (precedes(model, port, first) ? port : first));
  for (const horizon of model.horizons) {
    for (let port = next(); nextEpoch(port) < horizon; port = next()) {
      activations.push(activate(model, entryAt(nodes, port.node), port, ports));
    }
  }
  return {
    activations,
    undelivered: ports.reduce((sum, { events }) => sum + events.length, 0),
    finished: nextEpoch(next()) === Infinity,
  };
}

function newNode(model: RandomModel, node: number): OracleNode {
  return {
    program: new ProgramNode(model, node),
    processes: undefined,
    now: 0,
    simproc: -1,
    calls: undefined,
  };
}

/** The wakeups of the port in which processes run. */
function processKernel(model: RandomModel, node: OracleNode, ports: readonly Port[]): ProcessKernel {
  const portOf = (simproc: number): Port =>
    entryAt(
      ports.filter((port) => port.simproc === simproc),
      0,
    );
  const wake = (simproc: number, epoch: number): void => {
    const port = portOf(simproc);
    if (isHeld(port)) port.waiting = new Set(port.events.filter((event) => event.epoch <= node.now));
    port.wakeups.push({ epoch, hard: false });
  };
  return {
    topology: {
      nodeName: (index) => entryAt(model.nodes, index).name,
      port: (_, simproc) => simproc,
      simprocName: (simproc) => entryAt(model.simprocs, simproc).name,
    },
    get epoch() {
      return node.now;
    },
    get port() {
      return node.simproc;
    },
    hasWakeup: (simproc, epoch) => portOf(simproc).wakeups.some((wakeup) => wakeup.epoch === epoch),
    cancelWakeup(simproc, epoch) {
      const port = portOf(simproc);
      port.wakeups = port.wakeups.filter((wakeup) => wakeup.epoch !== epoch);
      return true;
    },
    wakeup(epoch) {
      wake(node.simproc, epoch);
      return undefined as never;
    },
    wake,
  };
}

/** The calls of whichever activation is current when they are made. */
function laterCalls(node: OracleNode): ModelCalls {
  const calls = (): ModelCalls => {
    if (node.calls === undefined) throw new Error(`${node.program.name} is not active`);
    return node.calls;
  };
  return {
    send: (...given) => calls().send(...given),
    wakeup: (...given) => calls().wakeup(...given),
    wakeupAfter: (...given) => calls().wakeupAfter(...given),
    timer: (...given) => calls().timer(...given),
    timerAfter: (...given) => calls().timerAfter(...given),
    cancel: (...given) => calls().cancel(...given),
    cancelWakeup: (...given) => calls().cancelWakeup(...given),
    promise: (...given) => calls().promise(...given),
  };
}

/** The implicit activation at epoch 0 is a wakeup like any other. */
function newPort(model: RandomModel, node: number, simproc: number, timers: SetTimer[]): Port {
  const links = new Set(linksFrom(model, node, simproc).map(([to, layer]) => `${to}/${layer}`));
  const wakeups = [{ epoch: 0, hard: false }];
  const promised = new Map<string, number>();
  const own = { events: [], waiting: new Set<ModelEvent>(), wakeups, asked: [], sent: 0, promised };
  return { node, simproc, rank: rank(model, node, simproc), links, ...own, timers };
}

/** The longest path of zero delay to the port within its layer. */
function rank(model: RandomModel, node: number, simproc: number): number {
  if (entryAt(model.simprocs, simproc).minimumDelay > 0) return 0;
  const ranks = model.edges
    .filter(([layer, from, to]) => layer === simproc && model.vertices[to] === node && model.vertices[from] !== node)
    .map(([, from]) => rank(model, model.vertices[from] ?? NaN, simproc) + 1);
  return Math.max(0, ...ranks);
}

/** Section 4: while the earliest wakeup is hard, nothing comes before it. */
function nextEpoch(port: Port): number {
  const { events, waiting, wakeups } = port;
  const wakeup = Math.min(...wakeups.map(({ epoch }) => epoch));
  if (isHeld(port)) return wakeup;
  return Math.min(wakeup, ...events.filter((event) => !waiting.has(event)).map(({ epoch }) => epoch));
}

function isHeld({ wakeups }: Port): boolean {
  const wakeup = Math.min(...wakeups.map(({ epoch }) => epoch));
  return wakeups.some(({ epoch, hard }) => hard && epoch === wakeup);
}

function precedes(model: RandomModel, a: Port, b: Port): boolean {
  const [epochA, epochB] = [nextEpoch(a), nextEpoch(b)];
  if (epochA !== epochB) return epochA < epochB;
  if (a.simproc !== b.simproc) return a.simproc < b.simproc;
  if (a.rank !== b.rank) return a.rank < b.rank;
  return entryAt(model.nodes, a.node).name < entryAt(model.nodes, b.node).name;
}

function activate(model: RandomModel, node: OracleNode, port: Port, ports: readonly Port[]): ModelActivation {
  // Sending to -0 is sending to 0.
  const now = nextEpoch(port) + 0;
  const batch = port.events.filter(({ epoch }) => epoch <= now).sort(inBatchOrder);
  port.events = port.events.filter(({ epoch }) => epoch > now);
  port.waiting = new Set();
  port.wakeups = port.wakeups.filter(({ epoch }) => epoch > now);
  const fresh = new Map<string, number>();
  const calls = callsOf(model, port, ports, now, fresh);
  const { program: state, processes } = node;
  Object.assign(node, { now, simproc: port.simproc, calls });
  const own = (): ModelActivation => state.activate(port.simproc, now, batch, calls);
  const activation = processes?.activate(port.simproc, now, batch, own) ?? own();
  for (const [target, until] of fresh) port.promised.set(target, until);
  if (entryAt(model.types, entryAt(model.nodes, port.node).type).promises[port.simproc] !== null)
    port.promised.set(ALL, state.answer(port.simproc, now));
  return activation;
}

function inBatchOrder(a: ModelEvent, b: ModelEvent): number {
  if (a.sender !== b.sender && a.epoch === b.epoch) return a.sender < b.sender ? -1 : 1;
  return a.epoch - b.epoch || a.simproc - b.simproc || a.counter - b.counter;
}

/** @param fresh promises of this activation, which take effect with the next one */
function callsOf(
  model: RandomModel,
  port: Port,
  ports: readonly Port[],
  now: number,
  fresh: Map<string, number>,
): ModelCalls {
  const promised = (target: string): number => Math.max(port.promised.get(target) ?? 0, port.promised.get(ALL) ?? 0);
  return {
    send(node, simproc, epoch, payload) {
      const target = `${node}/${simproc}`;
      if (!port.links.has(target)) return 'SEND_UNDECLARED';
      if (!isEpoch(epoch)) return 'EPOCH_INVALID';
      const { minimumDelay } = entryAt(model.simprocs, simproc);
      // A delay that vanishes in a large epoch is still a delay.
      if (epoch < now + minimumDelay || (epoch === now && minimumDelay > 0)) return 'SEND_TOO_EARLY';
      if (epoch < promised(target)) return 'PROMISE_BROKEN';
      const sender = entryAt(model.nodes, port.node).name;
      const receiver = ports.find((other) => other.node === node && other.simproc === simproc);
      receiver?.events.push({ epoch, sender, simproc: port.simproc, counter: port.sent, payload });
      port.sent += 1;
      return 'ok';
    },
    wakeup(epoch, hard) {
      if (!isEpoch(epoch)) return 'EPOCH_INVALID';
      if (epoch <= now) return 'WAKEUP_TOO_EARLY';
      port.wakeups.push({ epoch, hard });
      port.asked.push(epoch);
      return 'ok';
    },
    wakeupAfter(delay, hard) {
      if (!isEpoch(delay)) return 'DELAY_INVALID';
      return this.wakeup(Math.max(now + delay, nextDouble(now)), hard);
    },
    timer(simproc, epoch, payload) {
      const receiver = ports.find((other) => other.node === port.node && other.simproc === simproc);
      if (receiver === undefined) return 'TIMER_UNHANDLED';
      const { ownTimers } = entryAt(model.types, entryAt(model.nodes, port.node).type);
      if (receiver !== port && ownTimers === true) return 'TIMER_UNDECLARED';
      if (!isEpoch(epoch)) return 'EPOCH_INVALID';
      if (epoch <= now) return 'TIMER_TOO_EARLY';
      const sender = entryAt(model.nodes, port.node).name;
      const event = { epoch, sender, simproc: port.simproc, counter: port.sent, payload };
      receiver.events.push(event);
      port.timers.push({ port: receiver, event });
      port.sent += 1;
      return 'ok';
    },
    timerAfter(simproc, delay, payload) {
      if (!isEpoch(delay)) return 'DELAY_INVALID';
      const epoch = Math.max(now + delay, nextDouble(now));
      return isEpoch(epoch) ? this.timer(simproc, epoch, payload) : 'EPOCH_INVALID';
    },
    cancel(which) {
      const { port: receiver, event } = entryAt(port.timers, which);
      if (!receiver.events.includes(event)) return 'too late';
      receiver.events = receiver.events.filter((other) => other !== event);
      return `${Math.max(0, event.epoch - now)}`;
    },
    cancelWakeup(which) {
      const epoch = entryAt(port.asked, which);
      if (!port.wakeups.some((wakeup) => wakeup.epoch === epoch)) return 'too late';
      port.wakeups = port.wakeups.filter((wakeup) => wakeup.epoch !== epoch);
      return `${epoch - now}`;
    },
    promise(node, simproc, epoch) {
      const target = `${node}/${simproc}`;
      if (!port.links.has(target)) return 'SEND_UNDECLARED';
      if (!isEpoch(epoch)) return 'EPOCH_INVALID';
      if (epoch < now) return 'PROMISE_TOO_EARLY';
      if (epoch < Math.max(promised(target), fresh.get(target) ?? 0)) return 'PROMISE_LOWERED';
      fresh.set(target, epoch);
      return 'ok';
    },
  };
}

function isEpoch(epoch: number): boolean {
  return Number.isFinite(epoch) && epoch >= 0;
}
