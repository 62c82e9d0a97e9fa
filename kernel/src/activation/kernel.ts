import { Digest } from '../digest/digest.js';
import { DiscoError } from '../errors.js';
import { EventBatch } from '../events/event-batch.js';
import type { EventPool } from '../events/event-pool.js';
import { PendingEvents } from '../events/pending-events.js';
import { Timer } from '../events/timer.js';
import { Wakeup } from '../events/wakeup.js';
import { Exchange, type SendMessage } from '../exchange/exchange.js';
import type { ExchangeReport } from '../exchange/exchange-report.js';
import type { ExchangeMessage } from '../exchange/exchange-message.js';
import { checkPartition } from '../exchange/partition.js';
import { Observations } from '../observation/observations.js';
import { Reporter } from '../observation/reporter.js';
import { Key } from '../order/key.js';
import { nextDouble } from '../order/next-double.js';
import { checkPayload } from '../payload/check-payload.js';
import { sealPayload } from '../payload/seal-payload.js';
import { shownValue } from '../text/shown-value.js';
import type { Topology } from '../topology/topology.js';
import type { ActivationContext } from './activation-context.js';
import { AdvancePromises } from '../promises/advance-promises.js';
import type { AdvanceEnd, KernelOptions } from './kernel-options.js';
import type { Handler, NodeRuntime } from './node-program.js';
import { programTable, type ProgramTable } from './program-table.js';
import { isEpoch } from './is-epoch.js';
import { LeastFailure } from './least-failure.js';
import { OpenSteps } from './open-steps.js';
import { Refusals } from './refusals.js';
import { Timers } from './timers.js';
import { PromiseCalls } from './promise-calls.js';
import { Stepper } from '../windows/stepper.js';
import type { Stepping } from '../windows/stepping.js';

/** No port is active. (Defined in this module because an imported constant would be looked up on each use.) */
const NONE = -1;

/**
 * Steps the nodes of one worker, each in the order (epoch, simproc). Observers see the activations of all in the order
 * (epoch, simproc, rank, node name); without observers, nodes that cannot influence each other may be stepped in any
 * order. Synchronous, with no I/O and no clock.
 *
 * A handler calls `send` → the topology gives the port at the end of the link, and an undeclared link is refused → the
 * event joins the pending events → `advance` takes the next port with its batch and calls its handler.
 *
 * @example
 * const kernel = new Kernel(buildTopology(spec), runtimes);
 * kernel.advance(365);
 * console.log(kernel.activations, kernel.digest);
 */
export class Kernel implements ActivationContext {
  readonly observe: Observations;
  readonly topology: Topology;
  /** Handler calls so far. */
  activations = 0;
  /** Events that handlers have received so far. */
  eventsDelivered = 0;
  /** @internal */
  now = 0;
  private active = NONE;
  /** Index in `reachDelays` of the first delay for the active port's kind. */
  private reach: number;
  private readonly pending: PendingEvents;
  // An alias into `pending`: the extra property load shows up in `send`.
  private readonly pool: EventPool;
  private readonly batch: EventBatch;
  private readonly promises: AdvancePromises;
  private readonly fingerprint: Digest;
  private readonly programs: ProgramTable;
  private readonly kindOf: Int32Array;
  private readonly handlers: readonly Handler[];
  private readonly states: readonly never[];
  private readonly refusals: Refusals;
  private readonly reporter: Reporter;
  private readonly timers: Timers;
  private readonly promising: PromiseCalls;
  private readonly stepper: Stepper;
  private readonly linkStarts: Int32Array;
  private readonly linkTargets: Int32Array;
  /**
   * Per kind of the sender, with a last row for no sender: per layer, the minimum delay if the layer is complete and
   * the sender may send on it, otherwise Infinity.
   */
  private readonly reachDelays: Float64Array;
  private readonly reachWidth: number;
  /** The value of `reach` when there is no sender. */
  private readonly nowhere: number;
  /** Per port, its simproc; for ports without a handler, and for those of other workers, the number of simprocs. */
  private readonly layers: Uint16Array;
  /** Per simproc, the minimum delay of its layer; Infinity at the end. */
  private readonly delays: Float64Array;
  /** Per port, how many events it has sent. */
  private readonly sent: Float64Array;
  private readonly strict: boolean;
  private readonly digested: boolean;
  /**
   * Whether a send takes more than a check of link and epoch: payloads are checked, promises bind, or there are
   * observers.
   */
  private careful = false;
  /** Whether an activation takes more than a call, because of wakeups, promises or observers. */
  private attended = false;
  /** Whether observers are all that makes it so. */
  private onlyObserved = false;
  /** @internal The port whose handler was called last. */
  latest = NONE;
  private advancing = false;
  /** @internal Whether somebody observes what happens on this worker, and so its order. */
  isOrdered = false;
  private readonly exchange: Exchange | undefined;
  private readonly open: OpenSteps | undefined;
  /** @internal */
  readonly least = new LeastFailure();
  private ended: DiscoError | undefined;

  /**
   * @param runtimes one for each node, or a function that creates them, for states that need the kernel
   * @throws InvalidInputError `RUNTIMES_INVALID` if a node has no runtime, more than one, or one that lacks a handler
   * its type declares
   */
  constructor(
    topology: Topology,
    runtimes: Iterable<NodeRuntime> | ((kernel: Kernel) => Iterable<NodeRuntime>),
    { digest = 'full', payloads = 'trusted', partition, stepping = 'auto', ...options }: KernelOptions = {},
  ) {
    this.topology = topology;
    if (partition !== undefined) checkPartition(topology, partition, options.window);
    const isOwn = (port: number): boolean =>
      partition === undefined || partition.hosts[topology.nodeOf(port)] === partition.worker;
    this.observe = new Observations(topology, () => {
      this.isOrdered = this.observe.ordered;
      this.careful = this.mustCare(this.latest);
      // An activation may be under way; when one has ended, it is seen what the next ones need.
      this.attended = true;
      this.onlyObserved = false;
    });
    this.pending = new PendingEvents(topology, isOwn);
    this.pool = this.pending.pool;
    this.batch = new EventBatch(this.pool, topology);
    this.promises = new AdvancePromises(topology);
    this.strict = payloads === 'strict';
    if (partition !== undefined && partition.workers > 1)
      this.exchange = new Exchange(topology, partition, this.pending, this.promises, this.strict, options);
    this.fingerprint = new Digest(digest, topology, isOwn);
    this.refusals = new Refusals(topology);
    this.reporter = new Reporter(topology, this.observe);
    this.linkStarts = topology.tables.linkStarts;
    this.linkTargets = topology.tables.linkTargets;
    // Ports of other workers look unhandled, so the fast path of `send` needs no separate check for them.
    this.layers = topology.tables.layers.map((layer, port) => (isOwn(port) ? layer : topology.simprocCount));
    this.delays = Float64Array.of(...topology.tables.simprocs.map((simproc) => simproc.minimumDelay), Infinity);
    this.kindOf = topology.tables.kindOf;
    this.reachWidth = topology.simprocCount + 1;
    const { completeReach } = topology.tables;
    this.nowhere = completeReach.length;
    this.reach = this.nowhere;
    this.reachDelays = Float64Array.from({ length: this.nowhere + this.reachWidth }, (_, at) =>
      completeReach[at] === 1 ? this.delays[at % this.reachWidth] : Infinity,
    );
    this.sent = new Float64Array(topology.portCount);
    this.digested = digest !== 'off';
    const { pending, refusals, reporter, sent, strict } = this;
    const observed = (report: () => void): void => this.observed(report);
    this.timers = new Timers(this, { topology, pending, refusals, reporter, sent, strict, observed });
    this.promising = new PromiseCalls(this, { promises: this.promises, refusals, reporter, observed });
    this.programs = programTable(topology, typeof runtimes === 'function' ? runtimes(this) : runtimes, isOwn);
    this.handlers = this.programs.handlers;
    this.states = this.programs.states;
    this.pending.prefetch.from(this.kindOf, sent, this.states);
    const { batch, exchange } = this;
    if (exchange?.ports !== undefined) this.open = new OpenSteps(this, pending, batch, exchange, exchange.ports);
    // With bounds for ports, a worker walks past what must wait, in the order of keys.
    const choice = this.open === undefined ? stepping : 'order';
    this.stepper = new Stepper(this, topology, pending, batch, exchange ?? { full: false }, isOwn, choice);
    this.attend();
  }

  /** The current epoch; between two calls of `advance`, the greatest one that has been reached. */
  get epoch(): number {
    return this.now;
  }

  /** The active port as handlers see it: `NONE` while observers or promise methods run. */
  get port(): number {
    return this.active;
  }

  /** Events that handlers have sent so far, including timers that were not canceled. */
  get eventsSent(): number {
    let sum = 0;
    for (const count of this.sent) sum += count;
    return sum - this.timers.canceled;
  }

  /**
   * Whether every port is finished, with no event and no wakeup left. In a run of several workers: as far as this one
   * knows.
   */
  get isFinished(): boolean {
    return this.pending.isEmpty && (this.exchange === undefined || this.exchange.isOver);
  }

  /** Whether this worker performs activations in order or by windows, at present; no result depends on it. */
  get stepping(): Stepping {
    return this.stepper.stepping;
  }

  /** Suggested `limit` for `advance`; undefined if any will do. */
  get stride(): number | undefined {
    return this.isOrdered ? undefined : this.stepper.stride;
  }

  /** Whether this is the only worker of the run. */
  get isAlone(): boolean {
    return this.exchange === undefined;
  }

  /** Every activation of this worker before this epoch has been made, as of the last `advance` or `tell`. */
  get passed(): number {
    return this.exchange === undefined || this.open === undefined ? this.now : this.exchange.bound.epoch;
  }

  /** Whether this worker has no work of its own left. */
  get isIdle(): boolean {
    return this.pending.isEmpty;
  }

  /** Number of events that this worker has sent to other workers and received from them. */
  get crossed(): { readonly sent: number; readonly received: number } {
    return this.exchange?.crossed ?? { sent: 0, received: 0 };
  }

  /** What this worker exchanged with the others, and how long it waited for them; undefined in a run of one worker. */
  get exchangeReport(): ExchangeReport | undefined {
    return this.exchange?.report;
  }

  /** Records, for the report, the time spent waiting for messages after `advance` returned `blocked`. */
  waited(milliseconds: number): void {
    this.exchange?.waited(milliseconds);
  }

  /** Describes what this worker is waiting for; undefined if it is not waiting. */
  waitsFor(): string | undefined {
    return this.exchange?.waitsFor();
  }

  /** The error that ended the run, if any. */
  get failure(): DiscoError | undefined {
    return this.ended;
  }

  /** The digest of everything so far: 16 hexadecimal digits, or `off`. */
  get digest(): string {
    return this.fingerprint.toString();
  }

  /**
   * Performs every activation before the horizon, up to the limit.
   *
   * @param until an epoch, or Infinity to continue until nothing is left
   * @param limit number of activations, at least 1. In the middle of a window (see `stepping`), the kernel first completes
   * the window; limits below 512 are exact
   * @throws DiscoError `HANDLER_FAILED` as soon as a handler throws, and again on every later call; `RUN_ACTIVE` if
   * called from a handler or an observer; `EPOCH_INVALID`
   */
  advance(until: number, limit = Infinity): AdvanceEnd {
    if (this.ended !== undefined) throw this.ended;
    if (this.advancing) throw new DiscoError('RUN_ACTIVE', 'a handler or an observer of this run called `advance`');
    if (!(typeof until === 'number' && until >= 0)) {
      const message = `the horizon is ${shownValue(until)}; give a number of at least 0`;
      throw new DiscoError('EPOCH_INVALID', message);
    }
    this.advancing = true;
    try {
      return this.steps(until, limit);
    } catch (error) {
      throw this.fail(error);
    } finally {
      this.advancing = false;
      this.leave();
      if (this.open !== undefined) this.now = Math.max(this.now, this.open.furthest);
    }
  }

  /**
   * Accepts a message from another worker. Messages may arrive in any order, and more than once.
   *
   * @throws DiscoError `MESSAGE_INVALID`, `MESSAGE_LOST`
   */
  receive(from: number, message: ExchangeMessage): void {
    if (this.exchange === undefined)
      throw new DiscoError(
        'MESSAGE_INVALID',
        `received a message from worker ${from}, but this run has only one worker`,
      );
    this.exchange.receive(from, message);
  }

  /**
   * Sends out what the other workers need to know. Call it after each `advance`.
   *
   * @param end what `advance` returned
   * @param progress whether to report progress to waiting workers even if that alone does not let them continue; this
   * must be done from time to time
   */
  tell(end: AdvanceEnd, send: SendMessage, progress = true): void {
    this.exchange?.tell(end !== 'limit', progress, send);
  }

  private steps(until: number, limit: number): AdvanceEnd {
    const end = this.activations + limit;
    if (this.exchange !== undefined) return this.stepsAmongOthers(this.exchange, until, end);
    const isThere = this.stepper.step(until, end);
    return this.isFinished ? 'finished' : isThere ? 'horizon' : 'limit';
  }

  private stepsAmongOthers(exchange: Exchange, until: number, end: number): AdvanceEnd {
    const { open } = this;
    open?.keepOrder(this.isOrdered);
    exchange.settle(until);
    this.least.check(exchange.bound, until);
    if (exchange.leashed) return 'blocked';
    if (open?.areOpen === true) {
      if (!open.step(until, end)) return 'limit';
      return this.least.isBefore(until) ? 'blocked' : this.endAmongOthers(exchange, until);
    }
    // Of a failure out of order, only what comes before it is still to be made.
    const last = new Key();
    last.copy(this.least.key);
    last.lower(exchange.gate.epoch, exchange.gate.place);
    const { epoch, place } = last;
    const stop = Math.min(epoch, until);
    while (this.stepper.step(stop, end)) {
      const port = epoch < until ? this.pending.takeAt(epoch, place, this.batch) : NONE;
      if (port < 0) {
        this.least.check(exchange.gate, until);
        return this.endAmongOthers(exchange, until);
      }
      this.activate(port);
    }
    return 'limit';
  }

  private endAmongOthers({ gate, isOver }: Exchange, until: number): AdvanceEnd {
    if (gate.epoch < until) return 'blocked';
    return isOver && this.pending.isEmpty ? 'finished' : 'horizon';
  }

  // Everything on the path of each event (this, `activate` and all that they call) is short enough for the compiler to
  // inline as one unit; rare cases are kept in separate functions.
  send(link: number, epoch: number, payload: unknown): void {
    const { active, now } = this;
    let to: number;
    let delay: number;
    if (link < 0) {
      to = ~link;
      delay = this.reachDelays[this.reach + this.layers[to]];
    } else {
      to = this.linkTargets[link];
      delay = this.linkDelay(active, link);
    }
    // A small delay vanishes in a large epoch; the event would then reach an activation that may already be over.
    const inTime =
      typeof epoch === 'number' && epoch >= now + delay && epoch < Infinity && (epoch > now || delay === 0);
    if (this.careful || !inTime) return this.sendWithCare(link, epoch, payload);
    const id = this.pool.add(epoch, to, active, this.sent[active]++, payload);
    if (epoch > now) this.pending.push(epoch, id);
    else this.pending.deliver(id);
  }

  wakeup(epoch: number, hard = false): Wakeup {
    const { port, epoch: now } = this;
    if (port === NONE) throw this.refusals.outside('wakeup');
    if (!isEpoch(epoch)) throw this.refusals.epoch(port, now, epoch, 'wakeup');
    if (epoch <= now) throw this.refusals.wakeupTooEarly(port, now, epoch);
    this.pending.addWakeup(epoch, port, hard);
    this.attended = true;
    this.onlyObserved = false;
    if (this.observe.wakeups.watches(port)) this.observed(() => this.reporter.woken(port, now, epoch, hard));
    return new Wakeup(this, port, epoch);
  }

  wakeupAfter(delay: number, hard = false): Wakeup {
    const { port, epoch: now } = this;
    if (port === NONE) throw this.refusals.outside('wakeupAfter');
    if (!isEpoch(delay)) throw this.refusals.delay(port, now, delay, 'wakeupAfter');
    const due = now + delay;
    const later = due > now ? due : nextDouble(now);
    if (later === Infinity) throw this.refusals.beyondEpochs(port, now, delay, 'wakeupAfter');
    return this.wakeup(later, hard);
  }

  /**
   * Activates another port of the active node, the one in which its processes run: at a later epoch, or at the current
   * one if the port's place in the order is still to come.
   *
   * @internal
   */
  wake(port: number, epoch: number): void {
    this.pending.wake(epoch, port);
    this.attended = true;
    this.onlyObserved = false;
  }

  /** @internal */
  hasWakeup(port: number, epoch: number): boolean {
    return this.pending.wakeups.entryAt(port, epoch) >= 0;
  }

  /** @internal Implements `Wakeup.cancel`. */
  cancelWakeup(port: number, until: number): boolean {
    const { port: active, epoch } = this;
    if (active === NONE) throw this.refusals.outside('cancel');
    if (!this.hasWakeup(port, until)) return false;
    if (active !== port) throw this.refusals.wakeupForeign(active, port, epoch);
    this.pending.cancelWakeup(port, until);
    if (this.observe.wakeups.watches(port)) this.observed(() => this.reporter.wakeupCanceled(port, epoch, until));
    return true;
  }

  timer(simproc: number, epoch: number, payload: unknown): Timer {
    return this.timers.set(simproc, epoch, payload);
  }

  timerAfter(simproc: number, delay: number, payload: unknown): Timer {
    return this.timers.setAfter(simproc, delay, payload);
  }

  promise(link: number, epoch: number): void {
    this.promising.make(link, epoch);
    this.attended = true;
    this.onlyObserved = false;
  }

  /** The minimum delay of a declared link, or Infinity if it is not a link of the port. */
  private linkDelay(from: number, link: number): number {
    if (!this.isWithin(from, link)) return Infinity;
    return this.delays[this.layers[this.linkTargets[link]]];
  }

  /** Whether a number lies within the declared links of a port. `NONE` has none. */
  private isWithin(from: number, link: number): boolean {
    return link >= this.linkStarts[from] && link < this.linkStarts[from + 1];
  }

  /** @internal Whether a link belongs to a port. `NONE` has no links. */
  leads(from: number, link: number): boolean {
    if (link < 0) return this.topology.mayReach(from, ~link);
    return this.isWithin(from, link) && Number.isInteger(link);
  }

  /** The slow path of `send`: makes all checks and notifies observers. */
  private sendWithCare(link: number, epoch: number, payload: unknown): void {
    const { active: from, now } = this;
    if (!this.careful) {
      if (payload === null && this.posts(link, epoch)) return;
    } else if (!this.strict && !this.promises.any && this.tells(link, epoch, payload)) return;
    if (from === NONE) throw this.refusals.outside('send');
    if (!this.leads(from, link)) throw this.refusals.undeclared(from, link, now);
    if (!isEpoch(epoch)) throw this.refusals.epoch(from, now, epoch, 'send');
    const to = this.topology.targetOf(link);
    const minimumDelay = this.delays[this.topology.tables.layers[to]];
    if (epoch < now + minimumDelay || (epoch === now && minimumDelay > 0))
      throw this.refusals.sendTooEarly(from, link, now, epoch, minimumDelay);
    const promised = this.promises.floor(from, link);
    if (epoch < promised) throw this.refusals.promiseBroken(from, link, now, epoch, promised);
    const away = this.layers[to] === this.topology.simprocCount;
    const fault = this.strict || away ? checkPayload(payload) : undefined;
    if (fault !== undefined) throw this.refusals.payload(from, link, now, fault);
    const sealed = this.strict ? sealPayload(payload) : payload;
    if (this.observe.sends.watches(from)) this.observed(() => this.reporter.sent(from, now, to, epoch, sealed));
    if (away) this.exchange?.post(epoch, to, from, this.sent[from]++, sealed);
    else this.pending.add(epoch, this.pool.add(epoch, to, from, this.sent[from]++, sealed));
  }

  /**
   * The fast path of a send that is only observed. Returns false, having done nothing, if it is to another worker or may
   * not be made.
   */
  private tells(link: number, epoch: number, payload: unknown): boolean {
    const { active, now, reach } = this;
    const to = link < 0 ? ~link : this.linkTargets[link];
    const delay = link < 0 ? this.reachDelays[reach + this.layers[to]] : this.linkDelay(active, link);
    if (!isEpoch(epoch) || !(epoch >= now + delay && (epoch > now || delay === 0))) return false;
    this.leave();
    this.reporter.sent(active, now, to, epoch, payload);
    this.active = active;
    this.reach = reach;
    this.pending.add(epoch, this.pool.add(epoch, to, active, this.sent[active]++, payload));
    return true;
  }

  /**
   * The fast path of a send to another worker, without a payload to check. Returns false, having done nothing, if it is
   * no such send or may not be made.
   */
  private posts(link: number, epoch: number): boolean {
    const { active, now, exchange, topology } = this;
    const to = link < 0 ? ~link : this.linkTargets[link];
    if (exchange === undefined || this.layers[to] !== topology.simprocCount) return false;
    const layer = topology.tables.layers[to];
    const delay =
      link < 0 ? this.reachDelays[this.reach + layer] : this.isWithin(active, link) ? this.delays[layer] : Infinity;
    if (!isEpoch(epoch) || !(epoch >= now + delay && (epoch > now || delay === 0))) return false;
    exchange.post(epoch, to, active, this.sent[active]++, null);
    return true;
  }

  /** @internal */
  activate(port: number): void {
    const { batch } = this;
    const kind = this.kindOf[port];
    this.now = this.pending.epoch;
    this.active = port;
    this.reach = kind * this.reachWidth;
    this.latest = port;
    this.activations += 1;
    this.eventsDelivered += batch.size;
    if (this.digested) this.fingerprint.add(port, this.epoch, batch);
    if (this.attended) this.before(port);
    const result: unknown = this.handlers[kind].call(this.states[port], batch, this);
    if (this.attended || result !== undefined) this.after(port, result);
    batch.release();
  }

  private before(port: number): void {
    if (!this.onlyObserved) this.pending.wakeups.drop(port, this.epoch);
    if (this.observe.sends.observed) this.careful = this.mustCare(port);
  }

  private after(port: number, result: unknown): void {
    if (this.onlyObserved && result === undefined && !this.observe.activations.watches(port)) return;
    this.leave();
    if (result !== undefined && !isHandle(result)) throw this.refusals.returned(port, this.epoch, result);
    this.pending.settle(port);
    this.promises.settle();
    if (this.programs.hasPromises) this.promising.ask(port, this.programs);
    if (this.observe.activations.watches(port)) this.reporter.activated(port, this.epoch, this.batch);
    this.attend();
  }

  private attend(): void {
    const { activations, sends } = this.observe;
    this.careful = this.mustCare(this.latest);
    const needed = this.programs.hasPromises || this.pending.wakeups.pending > 0;
    this.onlyObserved = !needed && (activations.observed || sends.observed);
    this.attended = needed || this.onlyObserved;
  }

  /** Whether what a port sends takes more than a look at its delay. */
  private mustCare(port: number): boolean {
    return this.strict || this.promises.any || this.observe.sends.watches(port);
  }

  /** @internal Clears the active port, so that calls from observers or promise methods do not count as the handler's. */
  leave(): void {
    this.active = NONE;
    this.reach = this.nowhere;
  }

  /** Notifies observers of what the handler did, then resumes the handler. */
  private observed(report: () => void): void {
    const { active, reach } = this;
    this.leave();
    report();
    this.active = active;
    this.reach = reach;
  }

  /** @internal Ends the run with the least failure found so far. */
  fail(cause: unknown): DiscoError {
    const { error } = this.least;
    return (this.ended = error !== undefined && cause === error ? error : this.note(cause));
  }

  /**
   * Notes a failure of the activation that was made last.
   *
   * @internal
   * @returns the least failure found so far
   */
  note(cause: unknown): DiscoError {
    const { latest, epoch, batch } = this;
    this.leave();
    const error = this.refusals.failed(latest, epoch, batch.size, cause);
    batch.release();
    return this.least.offer(error, epoch, latest === NONE ? 0 : this.topology.tables.order[latest]);
  }
}

/** A handler may end with `return context.wakeup(…)`. */
function isHandle(result: unknown): boolean {
  return result instanceof Wakeup || result instanceof Timer;
}
