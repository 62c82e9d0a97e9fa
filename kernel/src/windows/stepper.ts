import type { EventBatch } from '../events/event-batch.js';
import type { PendingEvents } from '../events/pending-events.js';
import { nextDouble } from '../order/next-double.js';
import type { Topology } from '../topology/topology.js';
import { Key } from '../order/key.js';
import { lookaheads, type Lookahead } from './lookahead.js';
import type { Stepping, SteppingChoice } from './stepping.js';
import { WindowGroups } from './window-groups.js';

/** The kernel, as its stepper sees it. */
export interface SteppedKernel {
  readonly activations: number;
  /** Whether somebody must see activations in their order. */
  readonly isOrdered: boolean;
  activate(port: number): void;
  /** The current epoch. */
  now: number;
  /** The port whose handler was called last. */
  readonly latest: number;
  /** Turns what a handler has thrown into the failure of the run. */
  fail(cause: unknown): Error;
}

/** Activations before the first look at how dense they are, and least distance of two looks. */
const FIRST_LOOK = 4096;
/** A lookahead in which fewer activations happen is not worth a window. */
const WORTHWHILE = 32;
/** Windows are made no longer than it takes for about this many activations. */
const MOST = 1024;
/** After this many activations a window is left: whoever called `step` must get a turn, even if a handler never ends. */
const MOST_IN_WINDOW = 32 * MOST;
/** With a limit of fewer activations than this, they are performed in order, so that they end at the limit. */
const LEAST_LIMIT = 512;
/** Number of windows after which their worth is judged. */
const JUDGED = 64;
/** With more ports than this, a model is larger than the caches: what the next few activations read is read ahead. */
const MANY_PORTS = 4096;
const AHEAD = 16;

/**
 * Performs the activations of a worker in one of two ways. In order: as the pending events bring them. By windows: a
 * window is a stretch of time that is not longer than the lookahead, so that what happens in it in one group of nodes
 * cannot influence another group in it. The groups that have entries are stepped one after the other, each in its own
 * order up to the end of the window: their events are never sorted against those of others, and their states are
 * touched once per window.
 */
export class Stepper {
  private readonly topology: Topology;
  /** Suggested number of activations for `step`, if windows are worthwhile; undefined if any will do. */
  stride: number | undefined;
  /** What would be used if the limits allowed it. */
  private candidate: Lookahead | undefined;
  private lookahead: Lookahead | undefined;
  private groups: WindowGroups | undefined;
  /** Number of activations at which to look whether windows are worthwhile. */
  private look = Infinity;
  private interval = FIRST_LOOK;
  private lookedAt = 0;
  private lookedEpoch = 0;
  private lookedShared = 0;
  /** Activations per unit of time, at the last look. */
  private rate = 0;
  private windows = 0;
  private inWindows = 0;
  private readonly isLarge: boolean;
  /** In the open window: the latest epochs of activations and of entries, and where those of the next group begin. */
  private latest = 0;
  private reached = 0;
  private at = 0;
  /** Number of activations of the kernel at which the window is left. */
  private most = 0;
  private span = 0;
  /** In a window that was left before its end: the latest epoch of an activation. */
  private furthest = 0;

  constructor(
    private readonly kernel: SteppedKernel,
    topology: Topology,
    private readonly pending: PendingEvents,
    private readonly batch: EventBatch,
    /** Fills up in a run of several workers; what it holds must be sent before this worker goes on. */
    private readonly outlet: { readonly full: boolean },
    private readonly isOwn: (port: number) => boolean,
    private readonly choice: SteppingChoice,
  ) {
    this.topology = topology;
    this.isLarge = topology.portCount > MANY_PORTS;
    if (choice === 'order' || topology.tables.simprocs.every(({ minimumDelay }) => minimumDelay === 0)) return;
    this.look = choice === 'auto' ? FIRST_LOOK : 1;
  }

  /** How this worker performs activations at present. */
  get stepping(): Stepping {
    return this.lookahead === undefined ? 'order' : 'windows';
  }

  /**
   * Performs activations before an epoch.
   *
   * @param limit number of activations of the kernel at which to stop; a window that is open is completed
   * @returns whether all before the epoch have been performed
   */
  step(stop: number, limit: number): boolean {
    const { kernel, pending, outlet } = this;
    // Of what is left of the limit after a window, the rest is as good for windows as the whole.
    const given = limit - kernel.activations;
    if (this.isReady && given >= LEAST_LIMIT) this.look = kernel.activations;
    for (;;) {
      const end = Math.min(stop, pending.end);
      if (!this.inOrder(end, Math.min(limit, this.look))) {
        if (kernel.activations >= limit || outlet.full) return false;
        this.consider(given);
        continue;
      }
      if (this.furthest > kernel.now && this.furthest < end) this.endLeft();
      if (pending.end >= stop || pending.far.epoch >= stop) return true;
      if (kernel.activations >= limit || outlet.full) return false;
      this.open(stop, given);
    }
  }

  /** Whether windows are worthwhile, but the last limits were too small or somebody observed activations. */
  private get isReady(): boolean {
    return this.candidate !== undefined && this.lookahead === undefined && !this.kernel.isOrdered;
  }

  /** @returns whether nothing is left before the epoch */
  private inOrder(stop: number, limit: number): boolean {
    const { kernel, pending, batch, outlet } = this;
    while (kernel.activations < limit && !outlet.full) {
      const port = pending.take(stop, batch);
      if (port < 0) return true;
      kernel.activate(port);
    }
    return false;
  }

  /** Begins to step by windows, if they are worthwhile and the limit that was given allows it. */
  private consider(limit: number): void {
    const { kernel, pending, choice } = this;
    const { activations } = kernel;
    if (!pending.isBetweenEpochs) {
      this.look = activations + 1;
      return;
    }
    this.candidate ??= this.worthwhile();
    this.stride = this.candidate === undefined ? undefined : MOST;
    if (this.candidate === undefined || kernel.isOrdered || limit < LEAST_LIMIT) {
      // In tests, everything is stepped by windows that can be.
      if (choice === 'auto') {
        this.look = activations + this.interval;
        this.interval *= 2;
        return;
      }
      if (this.candidate === undefined) return;
    }
    this.look = Infinity;
    this.lookahead = this.candidate;
    this.groups = new WindowGroups(pending.pool, this.lookahead.groupOf, this.lookahead.groups);
    pending.far.width = choice === 'auto' ? Math.min(this.lookahead.delay, MOST / this.rate) : this.lookahead.delay;
    pending.withhold(nextDouble(pending.epoch));
  }

  /** The shortest lookahead in which many activations happen, or else the longest, if enough happen in it. */
  private worthwhile(): Lookahead | undefined {
    const { kernel, pending, choice } = this;
    const rate = (kernel.activations - this.lookedAt) / (pending.epoch - this.lookedEpoch);
    const isCheap = this.isCheapInOrder(kernel.activations - this.lookedAt);
    this.lookedAt = kernel.activations;
    this.lookedEpoch = pending.epoch;
    this.lookedShared = pending.shared;
    if (choice === 'auto' && isCheap) return undefined;
    // At epoch 0, nothing can be said.
    if (choice === 'auto' && !(rate < Infinity)) return undefined;
    this.rate = rate;
    let longest: Lookahead | undefined;
    for (const lookahead of lookaheads(this.topology, this.isOwn)) {
      longest = lookahead;
      if (choice === 'shortest' || (choice === 'auto' && rate * lookahead.delay >= MOST)) break;
    }
    // The topology does not change.
    if (longest === undefined) this.look = this.interval = Infinity;
    return longest === undefined || choice !== 'auto' || rate * longest.delay >= WORTHWHILE ? longest : undefined;
  }

  /**
   * Whether most activations share their epochs with others: ports of one epoch are in order without being sorted. Where
   * the model is larger than the caches, windows are faster nevertheless.
   */
  private isCheapInOrder(activations: number): boolean {
    return !this.isLarge && this.pending.shared - this.lookedShared > activations / 2;
  }

  /** Steps the next window, or makes its entries due in order. */
  private open(stop: number, limit: number): void {
    const { kernel, pending, lookahead, groups, choice } = this;
    const { far } = pending;
    const start = far.epoch;
    const most = lookahead === undefined ? Infinity : start + lookahead.delay;
    const end = Math.min(stop, Math.max(nextDouble(start), Math.min(most, far.bucketEnd)));
    if (
      lookahead === undefined ||
      groups === undefined ||
      kernel.isOrdered ||
      (choice === 'auto' && limit < LEAST_LIMIT)
    ) {
      pending.reach(end);
      return;
    }
    const before = kernel.activations;
    this.stepWindow(groups, start, end);
    if (choice === 'auto') this.judge(lookahead, kernel.activations - before, end - start, Math.min(limit, MOST));
  }

  /** Adapts the length of windows to the number of activations, and gives them up if these are few. */
  private judge({ delay }: Lookahead, count: number, span: number, most: number): void {
    const { far } = this.pending;
    this.inWindows += count;
    this.span += span;
    if (++this.windows < JUDGED) return;
    const rate = this.inWindows / this.span;
    const isCheap = this.isCheapInOrder(this.inWindows);
    this.lookedShared = this.pending.shared;
    this.windows = 0;
    this.inWindows = 0;
    this.span = 0;
    if (isCheap || rate * delay < WORTHWHILE / 2 || far.moves > this.mostMoves(8)) {
      this.giveUp();
      return;
    }
    const length = Math.min(delay, most / rate);
    if (length > 2 * far.width || length < far.width / 2) {
      far.width = length;
      far.layOut();
    }
  }

  private mostMoves(each: number): number {
    return each * (this.kernel.activations - this.lookedAt) + 2 ** 20;
  }

  private giveUp(): void {
    const { kernel, pending } = this;
    this.lookahead = undefined;
    this.groups = undefined;
    this.candidate = undefined;
    this.stride = undefined;
    pending.reach(Infinity);
    pending.far.moves = 0;
    this.lookedAt = kernel.activations;
    this.lookedEpoch = pending.epoch;
    this.lookedShared = pending.shared;
    this.look = kernel.activations + this.interval;
    this.interval *= 2;
  }

  private stepWindow(groups: WindowGroups, start: number, end: number): void {
    const { kernel, pending } = this;
    const { entries } = groups;
    const { now } = kernel;
    pending.far.take(end, entries);
    pending.end = end;
    groups.sort();
    this.latest = now;
    this.reached = pending.epoch;
    this.at = 0;
    try {
      this.stepGroups(entries.ids, groups.keys, entries.count, end);
    } catch (error) {
      throw this.firstFailure(groups, error);
    }
    if (kernel.activations >= this.most || kernel.isOrdered) {
      // Nothing was made before the window that is not over, so its epochs begin again at its start.
      pending.restart(start);
      for (let { at } = this; at < entries.count; at++) pending.makeDue(entries.ids[at]);
      this.furthest = this.latest;
      kernel.now = now;
    } else {
      pending.epoch = this.reached;
      kernel.now = this.latest;
    }
    entries.count = 0;
  }

  /** All activations of a window that was left have been made. */
  private endLeft(): void {
    const { kernel, pending } = this;
    kernel.now = this.furthest;
    pending.epoch = Math.max(pending.epoch, this.reached);
  }

  /**
   * Steps one group after the other, until somebody observes or a window has lasted too long. (A method of its own, which
   * the compiler sees as the loop that it is.)
   */
  private stepGroups(ids: Int32Array, keys: Int32Array, count: number, end: number): void {
    const { kernel, pending, batch } = this;
    const most = (this.most = kernel.activations + MOST_IN_WINDOW);
    let ahead = this.isLarge ? 0 : count;
    for (let at = 0; at < count && kernel.activations < most && !kernel.isOrdered;) {
      if (at >= ahead) {
        ahead = Math.min(at + AHEAD, count);
        for (let next = at; next < ahead; next++) pending.prefetchEntry(ids[next]);
      }
      const key = keys[at];
      let to = at + 1;
      while (to < count && keys[to] === key) to++;
      this.at = to;
      if (to - at === 1 || (to - at <= MOST && pending.sortPlain(ids, at, to))) {
        while (at < to && !pending.isBusy && !kernel.isOrdered) kernel.activate(pending.takeAlone(ids[at++], batch));
      }
      if (at < to || pending.isBusy) {
        while (at < to) pending.makeDue(ids[at++]);
        while (kernel.activations < most && !kernel.isOrdered) {
          const port = pending.take(end, batch);
          if (port < 0) break;
          kernel.activate(port);
        }
      }
      if (kernel.now > this.latest) this.latest = kernel.now;
      // Beyond the last activation, if an event has reached a port that is held.
      if (pending.epoch > this.reached) this.reached = pending.epoch;
    }
  }

  /**
   * A handler has thrown. In the groups that are still to be stepped, one may throw at a lesser key; the failure with the
   * least key is the one that stepping in order would have met.
   */
  private firstFailure({ entries, keys }: WindowGroups, cause: unknown): Error {
    const { kernel, pending, batch } = this;
    const { order } = this.topology.tables;
    const { ids, count } = entries;
    let failure = kernel.fail(cause);
    const key = new Key(pending.epoch, order[kernel.latest]);
    for (let { at } = this; at < count;) {
      pending.dropDue();
      const group = keys[at];
      while (at < count && keys[at] === group) pending.makeDue(ids[at++]);
      // Only what comes before the failure.
      pending.epoch = 0;
      try {
        for (;;) {
          let port = pending.take(key.epoch, batch);
          if (port < 0) port = pending.takeAt(key.epoch, key.place, batch);
          if (port < 0) break;
          kernel.activate(port);
        }
      } catch (error) {
        failure = kernel.fail(error);
        key.set(pending.epoch, order[kernel.latest]);
      }
    }
    pending.epoch = key.epoch;
    kernel.now = key.epoch;
    return failure;
  }
}
