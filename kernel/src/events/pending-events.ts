import type { Gates } from '../order/gates.js';
import type { Key } from '../order/key.js';
import type { Topology } from '../topology/topology.js';
import type { EventBatch } from './event-batch.js';
import { EntryList } from './entry-list.js';
import { EventPool, NONE } from './event-pool.js';
import { FarEvents } from './far-events.js';
import { nextDouble } from '../order/next-double.js';
import { ReadyPorts } from '../order/ready-ports.js';
import { Prefetch } from './prefetch.js';
import { SetAside } from './set-aside.js';
import type { Timer } from './timer.js';
import { TimeQueue } from './time-queue.js';
import { Wakeups } from './wakeups.js';

/**
 * Everything that is still to happen on this worker. Three orders are kept separately, each where it is cheapest: the
 * time queue knows only epochs, the ready ports of the current epoch are in the order (simproc, rank, node name), and a
 * batch is sorted when it is gathered. An entry whose epoch has come waits in the inbox of its port.
 */
export class PendingEvents {
  readonly pool = new EventPool();
  readonly wakeups: Wakeups;
  /** The epoch of the port that was taken last. */
  epoch = 0;
  readonly prefetch = new Prefetch();
  readonly queue = new TimeQueue(this.pool, this.prefetch, (_, to) => this.moved(to));
  /** What is not due before `end`; everything before it is in `queue`, in inboxes, or in a window that is being stepped. */
  readonly far = new FarEvents(this.pool, (_, to) => this.moved(to));
  /** Infinity unless the worker steps by windows. */
  end = Infinity;
  private readonly reached = new EntryList();
  /** Number of ports taken so far that were not alone at their epoch, or while a port was held. */
  shared = 0;
  private readonly ready: ReadyPorts;
  /** Per port, the first entry of its inbox, a linked list in the pool. */
  private readonly inboxes: Int32Array;
  /**
   * Ports whose inboxes held entries when a process wakeup was set in front of the hard wakeup that held them; usually
   * empty.
   */
  private readonly suspended = new Set<number>();
  /** Entries that `takeOpen` has passed over. */
  private readonly aside: SetAside;
  /** Whether some of them may no longer have to wait. */
  private revisit = false;
  /** Number of timers still pending. */
  private timers = 0;
  /** Whether entries are waiting in inboxes, or ports are ready or held. */
  byInbox = true;
  private readonly order: Int32Array;
  private readonly portAt: Int32Array;

  /**
   * All handled ports are ready at epoch 0.
   *
   * @param isOwn whether a port is on this worker
   */
  constructor(topology: Topology, isOwn: (port: number) => boolean) {
    this.wakeups = new Wakeups(topology.portCount, (entry) => this.pool.counter(entry) === HARD);
    this.inboxes = new Int32Array(topology.portCount).fill(NONE);
    this.order = topology.tables.order;
    this.aside = new SetAside(this.pool, this.order);
    this.portAt = topology.tables.portAt;
    this.ready = new ReadyPorts(this.portAt.length);
    for (let place = 0; place < this.portAt.length; place++) if (isOwn(this.portAt[place])) this.ready.add(place);
  }

  /** Whether nothing is left to activate. */
  get isEmpty(): boolean {
    return (
      this.ready.size === 0 && this.queue.epoch === Infinity && this.far.epoch === Infinity && this.aside.size === 0
    );
  }

  /** Adds an event of the pool that is due now or later. */
  add(epoch: number, id: number): void {
    if (epoch > this.epoch) this.push(epoch, id);
    else this.deliver(id);
  }

  /** Adds an entry of the pool that is due later. */
  push(epoch: number, id: number): void {
    if (epoch < this.end) this.queue.push(epoch, id);
    else this.far.push(epoch, id);
  }

  private cancel(entry: number, epoch: number): void {
    if (epoch < this.end) this.queue.cancel(entry);
    else this.far.cancel(entry);
  }

  /** Whether all activations up to the current epoch are over. */
  get isBetweenEpochs(): boolean {
    return this.ready.size === 0 && this.queue.epoch > this.epoch;
  }

  /** Keeps everything from an epoch on apart; nothing that is pending may be due before it. */
  withhold(end: number): void {
    const { queue, far } = this;
    this.end = end;
    while (queue.epoch < Infinity) far.push(queue.epoch, queue.pop());
    queue.release();
  }

  /** Makes everything before an epoch due in order. */
  reach(end: number): void {
    if (!(end > this.end)) return;
    const { queue, pool, reached } = this;
    this.end = end;
    this.far.take(end, reached);
    for (let at = 0; at < reached.count; at++) queue.push(pool.epoch(reached.ids[at]), reached.ids[at]);
    reached.release();
  }

  /** Adds a wakeup that is due later. Repeating it adds nothing; a hard wakeup makes a soft one hard. */
  addWakeup(epoch: number, port: number, hard: boolean): void {
    const entry = this.wakeups.entryAt(port, epoch);
    if (entry < 0) {
      const id = this.pool.add(epoch, ~port, NONE, hard ? HARD : 0, null);
      this.wakeups.add(port, epoch, id);
      this.push(epoch, id);
    } else if (hard) this.pool.setCounter(entry, HARD);
  }

  /** Cancels a wakeup of the port that is active now. Wakeups that are already due are gone by then. */
  cancelWakeup(port: number, epoch: number): void {
    const entry = this.wakeups.entryAt(port, epoch);
    this.wakeups.remove(port, epoch);
    if (this.aside.size > 0 && this.aside.remove(entry)) this.pool.free(entry);
    else this.cancel(entry, epoch);
  }

  /**
   * Activates a port other than the active one, now or later. Like any wakeup set in front of a hard one, this suspends
   * the hold.
   */
  wake(epoch: number, port: number): void {
    if (epoch > this.epoch) {
      this.addWakeup(epoch, port, false);
      this.settle(port);
      if (this.inboxes[port] !== NONE) this.suspended.add(port);
    } else {
      this.byInbox = true;
      this.ready.add(this.order[port]);
    }
  }

  /** Adds a timer that is due later. */
  addTimer(timer: Timer, port: number, sender: number, counter: number): void {
    const { epoch } = timer;
    timer.entry = this.pool.add(epoch, ~port, sender, counter, timer);
    this.timers += 1;
    this.push(epoch, timer.entry);
  }

  /** Cancels a pending timer, together with the activation if nothing else causes it. */
  cancelTimer({ entry, epoch }: Timer): void {
    this.timers -= 1;
    if (this.aside.size > 0 && this.aside.remove(entry)) this.pool.free(entry);
    else if (epoch > this.epoch) this.cancel(entry, epoch);
    else this.cancelInInbox(entry);
  }

  /** Called when an activation of the port has ended. */
  settle(port: number): void {
    this.wakeups.settle(port);
    if (this.wakeups.holding > 0) this.byInbox = true;
  }

  /**
   * Takes the next port to activate before the horizon, and fills the batch with its events.
   *
   * @returns `NONE` if nothing is left before the horizon
   */
  take(until: number, batch: EventBatch): number {
    if (this.byInbox) return this.takeReady(until, batch);
    const { queue } = this;
    const { epoch } = queue;
    if (!(epoch < until)) return NONE;
    this.epoch = epoch;
    const id = queue.pop();
    if (queue.epoch === epoch) return this.takeFirstOf(id, until, batch);
    // The usual case in continuous time: a single entry at its epoch. No port is held, so all inboxes are empty.
    const port = this.pool.port(id);
    if (port < 0) return this.takeOther(id, batch);
    batch.hold(id);
    return port;
  }

  /**
   * Like `take`, but at one epoch and only up to a place in the order of activation. Call it only if nothing is left
   * before that epoch and nothing earlier can arrive.
   */
  takeAt(epoch: number, place: number, batch: EventBatch): number {
    if (this.end <= epoch && this.far.epoch === epoch) this.reach(nextDouble(epoch));
    if (this.queue.epoch === epoch) this.open(epoch);
    if (this.epoch !== epoch || this.ready.size === 0 || this.ready.first() >= place) return NONE;
    return this.takeFirstReady(batch);
  }

  /** Takes the port of an entry that is alone in its group; no port is ready or held. */
  takeAlone(id: number, batch: EventBatch): number {
    this.epoch = this.pool.epoch(id);
    const port = this.pool.port(id);
    if (port < 0) return this.takeOther(id, batch);
    batch.hold(id);
    return port;
  }

  /** Whether anything is due before the end of the open window, or held. */
  get isBusy(): boolean {
    return this.byInbox || this.queue.epoch < Infinity;
  }

  /** Sorts entries by epoch, unless one is not an event, or two are at one epoch. */
  sortPlain(ids: Int32Array, from: number, to: number): boolean {
    const { pool } = this;
    if (pool.port(ids[from]) < 0) return false;
    for (let place = from + 1; place < to; place++) {
      const id = ids[place];
      if (pool.port(id) < 0) return false;
      const epoch = pool.epoch(id);
      let at = place;
      while (at > from && pool.epoch(ids[at - 1]) > epoch) {
        ids[at] = ids[at - 1];
        at -= 1;
      }
      ids[at] = id;
      if (at > from && pool.epoch(ids[at - 1]) === epoch) return false;
    }
    return true;
  }

  /** Makes an entry of a group due. */
  makeDue(id: number): void {
    this.queue.push(this.pool.epoch(id), id);
  }

  prefetchEntry(id: number): void {
    const port = this.pool.port(id);
    this.prefetch.port(port < 0 ? ~port : port);
  }

  /** After a failure: drops what the group that has failed left behind. */
  dropDue(): void {
    const { queue, ready, inboxes, portAt } = this;
    while (queue.epoch < Infinity) queue.pop();
    while (ready.size > 0) inboxes[portAt[ready.takeFirst()]] = NONE;
  }

  /**
   * Like `take`, but passes over ports that may not be activated yet: what is due there is set aside. Epochs then
   * ascend only from port to port of one node, and `epoch` may go back when more may be activated.
   */
  takeOpen(until: number, gates: Gates, batch: EventBatch): number {
    const { queue, ready, pool, aside } = this;
    const { epochs } = gates;
    for (;;) {
      if (this.revisit && ready.size === 0) this.release(gates);
      // Before a port is taken, everything due at its epoch is in the inboxes.
      while (queue.epoch <= this.epoch || ready.size === 0) {
        // An event may have been sent for epoch -0, at which no handler may be called.
        const epoch = queue.epoch + 0;
        if (!(epoch < until)) return NONE;
        const id = queue.pop();
        if (epoch < this.epoch && ready.size > 0) {
          aside.add(id);
          this.revisit = true;
          continue;
        }
        this.epoch = epoch;
        if (epoch < epochs[pool.target(id)]) this.deliver(id);
        else aside.add(id);
      }
      if (!(this.epoch < until)) return NONE;
      const place = ready.first();
      if (this.epoch < epochs[this.portAt[place]]) return this.takeFirstReady(batch);
      this.setAside(place, false);
    }
  }

  /** What was set aside is to be looked at again, because gates have risen. */
  reopen(): void {
    this.revisit = true;
  }

  /**
   * Puts everything back into the time queue, as is needed between `take` and `takeOpen`.
   *
   * @param gates those of `takeOpen` if that was in use
   */
  reorder(gates?: Gates): void {
    const { queue, ready, aside } = this;
    for (const place of ready.list())
      this.setAside(place, gates === undefined || this.epoch < gates.epochs[this.portAt[place]]);
    const everything = new Float64Array(this.order.length).fill(Infinity);
    aside.release(everything, (epoch, id) => queue.push(epoch + 0, id));
    this.revisit = true;
  }

  /** Goes back to an epoch before which nothing is left. */
  restart(epoch: number): void {
    this.reorder();
    this.epoch = epoch;
  }

  /** Adds an event from another worker, which may be due before ports that are ready. */
  arrive(epoch: number, id: number): void {
    this.queue.push(epoch, id);
  }

  /** Like `next`, if `takeOpen` is in use. */
  nextOpen(key: Key): void {
    const { queue, ready, aside } = this;
    key.set(queue.epoch, 0);
    if (ready.size > 0) key.lower(this.epoch, ready.first());
    aside.lower(key);
  }

  /**
   * Lowers, for each port, an epoch to that of its next activation if nothing more arrives.
   *
   * @param epochs by place in the order of activation
   * @param isHeld per place, set to 1 if a hard wakeup holds the port
   * @returns the number of entries looked at
   */
  earliest(epochs: Float64Array, isHeld: Uint8Array): number {
    const { pool, order, portAt } = this;
    let count = 0;
    const visit = (id: number): void => {
      count += 1;
      if (pool.isCanceled(id)) return;
      const place = order[pool.target(id)];
      const epoch = pool.epoch(id);
      if (epoch < epochs[place]) epochs[place] = epoch;
    };
    this.queue.each(visit);
    this.aside.each(visit);
    if (this.wakeups.holding > 0) {
      for (let place = 0; place < portAt.length; place++) {
        const hold = this.wakeups.heldUntil(portAt[place]);
        if (hold < 0) continue;
        epochs[place] = hold;
        isHeld[place] = 1;
      }
    }
    if (this.ready.size === 0) return count;
    for (const place of this.ready.list()) if (this.epoch < epochs[place]) epochs[place] = this.epoch;
    return count;
  }

  private release(gates: Gates): void {
    const { queue } = this;
    this.revisit = false;
    gates.renew();
    this.aside.release(gates.epochs, (epoch, id) => queue.push(epoch, id));
  }

  /**
   * Sets a ready port aside, with its events of the current epoch. (Earlier ones were held, and stay in the inbox.)
   *
   * @param served whether the entry of a wakeup that is due now has left the queue
   */
  private setAside(place: number, served: boolean): void {
    const { pool, wakeups, aside, inboxes, epoch } = this;
    const port = this.portAt[place];
    this.ready.remove(place);
    let first = inboxes[port];
    let causes = 0;
    inboxes[port] = NONE;
    while (first >= 0) {
      const id = first;
      first = pool.next(id);
      if (pool.epoch(id) === epoch) {
        aside.add(id);
        causes += 1;
      } else this.enter(id, port);
    }
    if (served && wakeups.isDue(port, epoch)) {
      // It is due, so it holds nothing any more, even if it was hard.
      const id = pool.add(epoch, ~port, NONE, 0, null);
      wakeups.move(port, epoch, id);
      aside.add(id);
    } else if (wakeups.isHeld(port, epoch)) {
      // A process wakeup at this epoch, in front of the hard one.
      const id = pool.add(epoch, ~port, NONE, 0, null);
      wakeups.add(port, epoch, id);
      wakeups.settle(port);
      aside.add(id);
      if (inboxes[port] !== NONE) this.suspended.add(port);
    } else if (causes === 0) aside.add(pool.add(epoch, ~port, NONE, BARE, null));
  }

  /** Sets a key to that of the next activation, or to a lower one if the entries of its epoch are not sorted yet. */
  next(key: Key): void {
    const { queue, ready } = this;
    if (queue.epoch === this.epoch) this.open(this.epoch);
    if (ready.size > 0) key.set(this.epoch, ready.first());
    else key.set(Math.min(queue.epoch, this.far.epoch), 0);
  }

  /** Delivers all entries of an epoch to their ports. */
  private open(epoch: number): void {
    this.epoch = epoch;
    while (this.queue.epoch === epoch) this.deliver(this.queue.pop());
  }

  /** Takes a lone wakeup or timer. */
  private takeOther(id: number, batch: EventBatch): number {
    const port = ~this.pool.port(id);
    if (this.pool.sender(id) === NONE) this.pool.free(id);
    else {
      this.deliverTimer(id);
      batch.hold(id);
    }
    return port;
  }

  /** A timer that enters a batch becomes an ordinary event. */
  private deliverTimer(id: number): void {
    this.pool.deliver(id);
    this.timers -= 1;
  }

  /** Takes the next port when several entries share an epoch. */
  private takeFirstOf(id: number, until: number, batch: EventBatch): number {
    this.deliver(id);
    return this.takeReady(until, batch);
  }

  /** Takes the next port through the inboxes, when ports are ready or held. */
  private takeReady(until: number, batch: EventBatch): number {
    const { queue, ready } = this;
    while (queue.epoch === this.epoch || ready.size === 0) {
      const { epoch } = queue;
      if (!(epoch < until)) return NONE;
      this.epoch = epoch;
      this.deliver(queue.pop());
    }
    if (!(this.epoch < until)) return NONE;
    return this.takeFirstReady(batch);
  }

  private takeFirstReady(batch: EventBatch): number {
    const { ready } = this;
    this.shared += 1;
    const port = this.portAt[ready.takeFirst()];
    if (this.suspended.size > 0) this.suspended.delete(port);
    if (ready.size === 0 && this.wakeups.holding === 0 && this.suspended.size === 0) this.byInbox = false;
    const first = this.inboxes[port];
    if (first >= 0) {
      this.inboxes[port] = NONE;
      if (this.timers > 0) this.deliverTimers(first);
      batch.gather(first);
    }
    return port;
  }

  /** Puts an entry into the inbox of its port and marks the port ready, unless it is held. */
  deliver(id: number): void {
    const { pool, inboxes } = this;
    this.byInbox = true;
    let port = pool.port(id);
    if (port < 0) {
      port = ~port;
      if (pool.sender(id) === NONE) pool.free(id);
      else this.enter(id, port);
    } else if (this.timers > 0) this.enter(id, port);
    else {
      pool.setNext(id, inboxes[port]);
      inboxes[port] = id;
    }
    if (!this.wakeups.isHeld(port, this.epoch)) this.ready.add(this.order[port]);
  }

  /**
   * Puts an entry into an inbox that may contain timers: each timer knows its predecessor, so that it can be removed.
   */
  private enter(id: number, port: number): void {
    const { pool, inboxes } = this;
    const next = inboxes[port];
    pool.setNext(id, next);
    if (pool.port(id) < 0) pool.setPrevious(id, NONE);
    if (next >= 0 && pool.port(next) < 0) pool.setPrevious(next, id);
    inboxes[port] = id;
  }

  private deliverTimers(first: number): void {
    const { pool } = this;
    for (let id = first; id >= 0; id = pool.next(id)) if (pool.port(id) < 0) this.deliverTimer(id);
  }

  /** An entry has a new index in the pool. */
  private moved(to: number): void {
    const { pool } = this;
    if (pool.port(to) < 0 && pool.counter(to) !== BARE) this.wakeups.move(~pool.port(to), pool.epoch(to), to);
  }

  private cancelInInbox(id: number): void {
    const { pool, inboxes } = this;
    const port = ~pool.port(id);
    const [previous, next] = [pool.previous(id), pool.next(id)];
    if (previous < 0) inboxes[port] = next;
    else pool.setNext(previous, next);
    if (next >= 0 && pool.port(next) < 0) pool.setPrevious(next, previous);
    pool.cancel(id);
    pool.free(id);
    if (inboxes[port] < 0 && !this.wakeups.isDue(port, this.epoch)) this.ready.remove(this.order[port]);
  }
}

/** Counter of a hard wakeup's entry. */
const HARD = 1;
/** Counter of an entry that makes a port ready as a wakeup does, but is not among the wakeups. */
const BARE = 2;
