import { Digest, type DigestLevel } from '../digest/digest.js';
import { DiscoError } from '../errors.js';
import { EventBatch } from '../events/event-batch.js';
import { NONE } from '../events/event-pool.js';
import { PendingEvents } from '../events/pending-events.js';
import { Observations } from '../observation/observations.js';
import { Reporter } from '../observation/reporter.js';
import { checkPayload } from '../payload/check-payload.js';
import { sealPayload } from '../payload/seal-payload.js';
import { NO_LINK, type Topology } from '../topology/topology.js';
import type { ActivationContext } from './activation-context.js';
import { AdvancePromises } from './advance-promises.js';
import type { NodeRuntime } from './node-program.js';
import { programTable, type ProgramTable } from './program-table.js';
import { Refusals } from './refusals.js';

export interface KernelOptions {
  /** `full` by default. */
  readonly digest?: DigestLevel | undefined;
  /** `strict` checks and seals every payload at send; `trusted`, the default, hands it over as it is. */
  readonly payloads?: 'strict' | 'trusted' | undefined;
}

/** Why a call of `advance` ended: at the horizon, at the limit, or because nothing can happen any more. */
export type AdvanceEnd = 'horizon' | 'limit' | 'finished';

/**
 * Steps the nodes of one worker in the order (epoch, simproc, rank, node name). Synchronous, with no I/O and no clock.
 *
 * A handler calls `send` → the topology says which port the link leads to, and what is not declared is refused → the event
 * goes into the pending events → `advance` takes the next port with its batch and calls the handler.
 *
 * @example
 * const kernel = new Kernel(buildTopology(spec), runtimes);
 * kernel.advance(365);
 * console.log(kernel.activations, kernel.digest);
 */
export class Kernel implements ActivationContext {
  readonly observe = new Observations();
  readonly topology: Topology;
  readonly #pending: PendingEvents;
  readonly #batch: EventBatch;
  readonly #promises: AdvancePromises;
  readonly #digest: Digest;
  readonly #programs: ProgramTable;
  readonly #refusals: Refusals;
  readonly #reporter: Reporter;
  readonly #strict: boolean;
  /** Per port, how many events it has sent. */
  readonly #sent: Float64Array;
  #epoch = 0;
  /** The active port as handlers see it: none while observers or promise methods run. */
  #port = NONE;
  /** The port whose activation is not over. */
  #activating = NONE;
  #activations = 0;
  #eventsSent = 0;
  #eventsDelivered = 0;
  #failure: DiscoError | undefined;

  /** @throws InvalidInputError `RUNTIMES_INVALID` where nodes have no runtime, two, or one without the handlers that their type declares */
  constructor(
    topology: Topology,
    runtimes: Iterable<NodeRuntime>,
    { digest = 'full', payloads = 'trusted' }: KernelOptions = {},
  ) {
    this.topology = topology;
    this.#programs = programTable(topology, runtimes);
    this.#pending = new PendingEvents(topology);
    this.#batch = new EventBatch(this.#pending.pool, topology);
    this.#promises = new AdvancePromises(topology);
    this.#digest = new Digest(digest, topology);
    this.#refusals = new Refusals(topology);
    this.#reporter = new Reporter(topology, this.observe);
    this.#strict = payloads === 'strict';
    this.#sent = new Float64Array(topology.portCount);
  }

  get epoch(): number {
    return this.#epoch;
  }

  get port(): number {
    return this.#port;
  }

  /** Handler calls so far. */
  get activations(): number {
    return this.#activations;
  }

  /** Events that handlers have sent so far. */
  get eventsSent(): number {
    return this.#eventsSent;
  }

  /** Events that handlers have received so far. */
  get eventsDelivered(): number {
    return this.#eventsDelivered;
  }

  /** Whether every port is finished: no event and no wakeup is left. */
  get isFinished(): boolean {
    return this.#pending.isEmpty;
  }

  /** What ended the run, if anything did. */
  get failure(): DiscoError | undefined {
    return this.#failure;
  }

  /** The digest of everything up to here. */
  get digest(): string {
    return this.#digest.toString();
  }

  /**
   * Makes every activation before the horizon, or as many of them as the limit allows.
   *
   * @param until an epoch, or Infinity to go on until nothing is left
   * @param limit number of activations, at least 1
   * @throws DiscoError `HANDLER_FAILED` as soon as a handler throws, and again at every later call; `RUN_ACTIVE` from
   * inside a handler; `INVALID_EPOCH`
   */
  advance(until: number, limit = Infinity): AdvanceEnd {
    if (this.#failure !== undefined) throw this.#failure;
    if (this.#activating !== NONE)
      throw new DiscoError('RUN_ACTIVE', 'a handler or an observer of this run called it again');
    if (!(until >= 0)) throw new DiscoError('INVALID_EPOCH', `the horizon ${until} is not a number of at least 0`);
    try {
      for (let left = limit; left > 0; left--) {
        const port = this.#pending.take(until, this.#batch);
        if (port === NONE) return this.#pending.isEmpty ? 'finished' : 'horizon';
        this.#activate(port);
      }
    } catch (error) {
      throw this.#fail(error);
    }
    return this.#pending.isEmpty ? 'finished' : 'limit';
  }

  send(link: number, epoch: number, payload: unknown): void {
    const { topology } = this;
    const { tables } = topology;
    const from = this.#port;
    if (from === NONE) throw this.#refusals.outside('send');
    let port: number;
    if (link >= 0) {
      if (link < tables.linkStarts[from] || link >= tables.linkStarts[from + 1])
        throw this.#refusals.undeclared(from, link, this.#epoch);
      port = tables.linkTargets[link];
    } else {
      port = ~link;
      if (!topology.mayReach(from, port)) throw this.#refusals.undeclared(from, link, this.#epoch);
    }
    const { minimumDelay } = tables.simprocs[port % topology.simprocCount];
    if (!(epoch >= this.#epoch + minimumDelay)) {
      if (!(epoch >= 0)) throw this.#refusals.epoch(from, this.#epoch, epoch, 'send');
      throw this.#refusals.sendTooEarly(from, link, this.#epoch, epoch, minimumDelay);
    }
    if (epoch === Infinity) throw this.#refusals.epoch(from, this.#epoch, epoch, 'send');
    if (this.#promises.any) {
      const promised = this.#promises.floor(from, link);
      if (epoch < promised) throw this.#refusals.promiseBroken(from, link, this.#epoch, epoch, promised);
    }
    if (this.#strict) {
      const fault = checkPayload(payload);
      if (fault !== undefined) throw this.#refusals.payload(from, link, this.#epoch, fault);
      payload = sealPayload(payload);
    }
    this.#pending.add(epoch, port, from, this.#sent[from]++, payload);
    this.#eventsSent += 1;
    if (this.observe.sends.observed) this.#tell(() => this.#reporter.sent(from, this.#epoch, port, epoch, payload));
  }

  wakeup(epoch: number, hard = false): void {
    const port = this.#port;
    if (port === NONE) throw this.#refusals.outside('wakeup');
    if (!(epoch > this.#epoch)) {
      if (!(epoch >= 0)) throw this.#refusals.epoch(port, this.#epoch, epoch, 'wakeup');
      throw this.#refusals.wakeupTooEarly(port, this.#epoch, epoch);
    }
    if (epoch === Infinity) throw this.#refusals.epoch(port, this.#epoch, epoch, 'wakeup');
    this.#pending.addWakeup(epoch, port, hard);
    if (this.observe.wakeups.observed) this.#tell(() => this.#reporter.woken(port, this.#epoch, epoch, hard));
  }

  promise(link: number, epoch: number): void {
    const { linkStarts } = this.topology.tables;
    const from = this.#port;
    if (from === NONE) throw this.#refusals.outside('promise');
    const declared =
      link >= 0 ? link >= linkStarts[from] && link < linkStarts[from + 1] : this.topology.mayReach(from, ~link);
    if (link === NO_LINK || !declared) throw this.#refusals.undeclared(from, link, this.#epoch);
    if (!(epoch >= 0 && epoch < Infinity)) throw this.#refusals.epoch(from, this.#epoch, epoch, 'promise');
    if (epoch < this.#epoch) throw this.#refusals.promiseTooEarly(from, link, this.#epoch, epoch);
    const latest = this.#promises.latest(from, link);
    if (epoch < latest) throw this.#refusals.promiseLowered(from, link, this.#epoch, epoch, latest);
    this.#promises.add(from, link, epoch);
    if (this.observe.promises.observed) this.#tell(() => this.#reporter.promised(from, this.#epoch, epoch, link));
  }

  #activate(port: number): void {
    const epoch = this.#pending.epoch;
    const batch = this.#batch;
    const { wakeups } = this.#pending;
    this.#epoch = epoch;
    this.#port = port;
    this.#activating = port;
    if (wakeups.pending > 0) wakeups.drop(port, epoch);
    if (this.#digest.level !== 'off') this.#digest.add(port, epoch, batch);
    this.#activations += 1;
    this.#eventsDelivered += batch.size;

    const kind = this.#programs.kindOf[port];
    const state = this.#programs.states[port];
    const result: unknown = this.#programs.handlers[kind].call(state, batch, this);
    if (result !== undefined) throw this.#refusals.asynchronous(port, epoch);
    if (this.#programs.hasPromises) this.#askForPromise(port, kind, state);

    this.#promises.settle();
    this.#port = NONE;
    wakeups.settle(port);
    if (this.observe.activations.observed) this.#reporter.activated(port, epoch, batch);
    batch.release();
    this.#activating = NONE;
  }

  #askForPromise(port: number, kind: number, state: never): void {
    const method = this.#programs.promises[kind];
    if (method === undefined) return;
    this.#port = NONE;
    const until = method.call(state);
    if (!(until >= 0 && until < Infinity)) throw this.#refusals.epoch(port, this.#epoch, until, '@Promise');
    if (until < this.#epoch) throw this.#refusals.promiseTooEarly(port, undefined, this.#epoch, until);
    const promised = this.#promises.ofPort(port);
    if (until < promised) throw this.#refusals.promiseLowered(port, undefined, this.#epoch, until, promised);
    this.#promises.raisePort(port, until);
    if (this.observe.promises.observed) this.#reporter.promised(port, this.#epoch, until, undefined);
  }

  /** Observers run while no port is active, so that no call of theirs counts as the handler's. */
  #tell(report: () => void): void {
    const port = this.#port;
    this.#port = NONE;
    report();
    this.#port = port;
  }

  #fail(cause: unknown): DiscoError {
    this.#failure = this.#refusals.failed(this.#activating, this.#epoch, this.#batch.size, cause);
    this.#port = NONE;
    this.#activating = NONE;
    this.#batch.release();
    return this.#failure;
  }
}
