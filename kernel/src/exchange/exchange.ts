import type { AdvancePromises } from '../promises/advance-promises.js';
import type { PendingEvents } from '../events/pending-events.js';
import type { Topology } from '../topology/topology.js';
import { Arrivals } from './arrivals.js';
import { cutsOf } from './cuts.js';
import { ExchangeMessage } from './exchange-message.js';
import { Key } from '../order/key.js';
import type { Partition } from './partition.js';
import { Peer } from './peer.js';
import { PortBounds } from './port-bounds.js';
import { suitablyBounded } from './suitable-bounds.js';
import type { ExchangeReport } from './exchange-report.js';
import { WaitLog } from './wait-log.js';

export interface ExchangeOptions {
  /**
   * Maximum number of events in flight to a peer that the peer has not reached yet. A worker over the limit waits,
   * unless it is itself the furthest behind. With bounds for ports, events for its own ports that wait are not limited.
   * Default 65,536.
   */
  readonly window?: number | undefined;
  /** `worker`: one bound per worker; `ports`: one per port on the boundary. By default as suits the topology. */
  readonly bounds?: 'worker' | 'ports' | undefined;
}

/** Sends a message, which is valid only during the call. */
export type SendMessage = (to: number, message: ExchangeMessage) => void;

/**
 * Decides what a worker tells the others, and what their messages allow it to do. No I/O: messages are passed in and
 * out.
 *
 * - The **gate** is the key before which nothing more can arrive; the worker performs its activations before it as if
 *   it were alone.
 * - The **bound** is the lesser of the gate and the worker's next activation: it performs none before it. What a bound
 *   allows the others to do depends on the links that cross (`Cut`), and is sent as a **promise**.
 * - A **floor** of the whole run is known when the latest messages of all workers agree on the numbers of events sent
 *   and received: these messages then form a consistent cut with nothing in flight (F. Mattern, "Efficient algorithms
 *   for distributed snapshots and global virtual time approximation", JPDC 18(4), 1993: vector counters), and no worker
 *   will ever do anything before the least of their next activations. So a quiet stretch is crossed in one step, not by
 *   promises that raise one another.
 */
export class Exchange {
  readonly peers: readonly Peer[];
  readonly gate = new Key();
  /** This worker's next activation, as of the last check. */
  readonly next = new Key();
  readonly bound = new Key();
  /** Whether this worker is waiting because others are too far behind. */
  leashed = false;
  /** Whether a message is large enough to be sent. */
  full = false;
  /** The bounds for ports, if there is not one bound for this worker. */
  readonly ports: PortBounds | undefined;
  private readonly floor = new Key();
  private readonly scratch = new Key();
  private readonly message: ExchangeMessage;
  private readonly arrivals: Arrivals;
  /** Per port, the worker that hosts it. */
  private readonly hosts: Uint16Array;
  private readonly window: number;
  private horizon = 0;
  private readonly waits = new WaitLog();
  /** Whether the gate does not yet reflect everything received. */
  private news = true;

  constructor(
    private readonly topology: Topology,
    private readonly partition: Partition,
    private readonly pending: PendingEvents,
    private readonly promises: AdvancePromises,
    strict: boolean,
    { window = 65_536, bounds = suitablyBounded(topology, partition) }: ExchangeOptions,
  ) {
    const { worker, workers, hosts } = partition;
    const cuts = cutsOf(topology, partition);
    this.peers = Array.from(
      { length: workers },
      (_, peer) =>
        new Peer(peer, workers, cuts.outbound[peer], cuts.inbound[peer], cuts.matters[peer], cuts.affects[peer]),
    ).filter((peer) => peer.worker !== worker);
    this.message = new ExchangeMessage(workers);
    this.hosts = Uint16Array.from({ length: topology.portCount }, (_, port) => hosts[topology.nodeOf(port)]);
    const earliest = (peer: Peer): Key => this.arrivalFrom(peer);
    this.arrivals = new Arrivals(topology, { ...partition, hosts: this.hosts }, pending, strict, earliest);
    this.window = window;
    if (bounds === 'ports') this.ports = new PortBounds(topology, partition, pending, promises, this.peers);
  }

  /** Queues an event for a port of another worker. */
  post(epoch: number, to: number, from: number, counter: number, payload: unknown): void {
    const host = this.hosts[to];
    const peer = this.peers[host < this.partition.worker ? host : host - 1];
    peer.outbox.add(epoch, to, from, counter, payload);
    peer.total += 1;
    if (peer.outbox.count >= FULL) this.full = true;
  }

  /**
   * Accepts a message, or stores it until its predecessors have arrived.
   *
   * @throws DiscoError `MESSAGE_INVALID` if the worker cannot have sent it; `MESSAGE_LOST` if too many messages arrived
   * after a missing one
   */
  receive(from: number, message: ExchangeMessage): void {
    const peer = this.peers.find(({ worker }) => worker === from);
    if (peer === undefined) throw this.arrivals.invalid(from, 'does not come from another worker of the run');
    if (this.arrivals.receive(peer, message)) this.news = true;
  }

  /** Computes how far this worker may go; called before it continues. */
  settle(horizon: number): void {
    if (horizon !== this.horizon) this.news = true;
    this.horizon = horizon;
    this.look();
    this.leashed = this.next.epoch < horizon && this.isLeashed();
  }

  /** Whether nothing more will ever arrive. */
  get isOver(): boolean {
    return this.gate.epoch === Infinity;
  }

  /**
   * Sends out what the others need to know.
   *
   * @param waits whether this worker cannot continue by itself; otherwise only urgent messages are sent
   * @param progress whether to report progress to waiting workers even if that alone does not let them continue
   */
  tell(waits: boolean, progress: boolean, send: SendMessage): void {
    this.look();
    this.full = false;
    const { ports } = this;
    if (ports !== undefined && (waits || (ports.isWorthwhile && this.peers.some(mayWait))))
      ports.raisePromises(this.horizon);
    for (const peer of this.peers) {
      this.promiseTo(peer);
      if (waits ? this.isNews(peer, waits) : this.isUrgent(peer) || (progress && this.isProgress(peer)))
        this.dispatch(peer, waits, send);
    }
  }

  /** Number of events that this worker has sent to others and received from them. */
  get crossed(): { readonly sent: number; readonly received: number } {
    const sum = (counts: Iterable<number>): number => [...counts].reduce((total, count) => total + count, 0);
    return { sent: sum(this.peers.map(({ total }) => total)), received: sum(this.arrivals.received) };
  }

  /** The worker with the least promise. */
  get holder(): Peer {
    return this.peers.reduce((least, peer) =>
      peer.promise.isBefore(least.promise.epoch, least.promise.place) ? peer : least,
    );
  }

  /** Records a time that this worker spent waiting for others. */
  waited(milliseconds: number): void {
    const { holder, place, epoch } = this.blocker;
    this.waits.add(milliseconds, holder.worker, place, this.next.epoch - epoch);
  }

  get report(): ExchangeReport {
    const { worker } = this.partition;
    const peers = this.peers.map((peer) => {
      const { times, milliseconds, shortfalls, shortfall } = this.waits.of(peer.worker);
      return {
        worker: peer.worker,
        eventsSent: peer.total,
        eventsReceived: peer.eventsReceived,
        messagesSent: peer.sequence,
        promisesSent: peer.promisesSent,
        messagesReceived: peer.messagesReceived,
        waits: times,
        blockedMilliseconds: milliseconds,
        missingLookahead: shortfalls === 0 ? 0 : shortfall / shortfalls,
      };
    });
    return { worker, bounds: this.ports === undefined ? 'worker' : 'ports', peers, heldUpAt: this.heldUpAt };
  }

  private get heldUpAt(): ExchangeReport['heldUpAt'] {
    const { longest } = this.waits;
    const holder = this.peers.find(({ worker }) => worker === longest?.worker);
    const link = longest && holder?.inbound.linkInto(longest.place);
    if (longest === undefined || link === undefined) return undefined;
    return { port: this.topology.portName(link.to), milliseconds: longest.milliseconds };
  }

  /** Describes what this worker is waiting for; undefined if it is not waiting. */
  waitsFor(): string | undefined {
    this.look();
    const { next, topology } = this;
    const { holder, epoch, place } = this.blocker;
    if (next.isBefore(epoch, place) || epoch >= this.horizon) return undefined;
    const self = `worker ${this.partition.worker}`;
    const port =
      next.epoch < Infinity && next.place < topology.placeCount ? topology.tables.portAt[next.place] : undefined;
    const what =
      next.epoch === Infinity
        ? `${self}, which has nothing to do,`
        : `${self} with an activation ${port === undefined || next.place === 0 ? '' : `of ${topology.portName(port)} `}at epoch ${next.epoch}`;
    const link = holder.inbound.linkInto(place);
    const by = link === undefined ? '' : ` by way of ${topology.portName(link.from)} → ${topology.portName(link.to)}`;
    const missing = holder.early.size > 0 ? `; ${this.arrivals.lost(holder).message}` : '';
    return `${what} waits for worker ${holder.worker}, which promised nothing before epoch ${epoch}${by}${missing}`;
  }

  private look(): void {
    const { ports, pending, next } = this;
    if (ports === undefined) pending.next(next);
    else pending.nextOpen(next);
    if (this.news) {
      this.news = false;
      this.findFloor();
      this.raiseGate();
      ports?.raiseGates(this.floor, this.horizon);
      if (ports !== undefined) pending.reopen();
    }
    this.bound.copy(this.next);
    this.bound.lower(this.gate.epoch, this.gate.place);
  }

  /**
   * Sets the floor of the run if the counts of all workers that matter agree; otherwise leaves it unchanged. Events in
   * flight to a worker that has reached the horizon cannot make it do anything before the horizon, so it need not
   * confirm them. Everything that a worker has sent to this one has arrived, as its latest message shows.
   */
  private findFloor(): void {
    const { worker: self } = this.partition;
    const least = this.scratch;
    least.copy(this.next);
    for (const peer of this.peers) {
      if (!peer.matters) continue;
      if (peer.received[self] !== peer.total) {
        if (peer.bound.epoch < this.horizon) return;
        least.lower(this.horizon, 0);
      }
      for (const other of this.peers) {
        if (!other.matters || other === peer || peer.sent[other.worker] === other.received[peer.worker]) continue;
        if (other.bound.epoch < this.horizon) return;
        least.lower(this.horizon, 0);
      }
      least.lower(peer.next.epoch, peer.next.place);
    }
    this.floor.raise(least.epoch, least.place);
  }

  /** Whom this worker waits for, the key before which nothing arrives from there, as far as that matters. */
  private get blocker(): { readonly holder: Peer; readonly epoch: number; readonly place: number } {
    const { ports, next, topology, gate, holder } = this;
    const port = ports && next.epoch < this.horizon ? topology.tables.portAt[next.place] : undefined;
    const found = port === undefined ? undefined : ports?.blocker(port);
    if (ports === undefined || port === undefined || found === undefined)
      return { holder, epoch: gate.epoch, place: gate.place };
    return { holder: found.peer, epoch: ports.gates.found[port], place: found.inlet.place };
  }

  private raiseGate(): void {
    const { gate, scratch } = this;
    gate.set(Infinity, 0);
    for (const peer of this.peers) {
      this.arrivalFrom(peer);
      gate.lower(scratch.epoch, scratch.place);
    }
  }

  /**
   * The key, in `scratch`, before which nothing arrives from a worker: from its promise, or from the floor of the run.
   */
  private arrivalFrom({ inbound, promise }: Peer): Key {
    const { floor, scratch } = this;
    inbound.arrival(floor.epoch, floor.place, scratch);
    scratch.raise(promise.epoch, promise.place);
    return scratch;
  }

  /** Sets `scratch` to what can be promised now; anything at or beyond the horizon is sent as the horizon. */
  private promiseTo({ outbound, ports }: Peer): void {
    const { bound, scratch, promises } = this;
    if (ports !== undefined) ports.least(this.topology.placeCount, scratch);
    else if (promises.any) outbound.promised(bound.epoch, bound.place, promises, scratch);
    else outbound.arrival(bound.epoch, bound.place, scratch);
    scratch.lower(this.horizon, 0);
  }

  /** Whether there is anything to tell the peer that it can use. */
  private isNews(peer: Peer, waits: boolean): boolean {
    if (peer.outbox.count > 0) return true;
    if (!peer.outbound.isEmpty && peer.told.isBefore(this.scratch.epoch, this.scratch.place)) return true;
    if (peer.ports?.hasRisen === true) return true;
    // The remaining conditions serve to find the floor, and to release a worker that is ahead.
    if (
      peer.affected &&
      (!peer.toldNext.equals(this.next) ||
        peer.toldWaiting !== waits ||
        peer.toldCounts !== this.counts() ||
        (peer.toldBound.epoch < this.horizon && this.bound.epoch >= this.horizon))
    )
      return true;
    return !peer.inbound.isEmpty && peer.toldBound.epoch < this.bound.epoch;
  }

  /**
   * Whether a message is large, releases a waiting worker, or promises half of the lookahead more than the last one
   * did, so that a worker as fast as this one need not wait.
   */
  private isUrgent({ outbox, waiting, told, next, outbound, ports }: Peer): boolean {
    if (outbox.count >= FULL) return true;
    const { epoch, place } = this.scratch;
    if (waiting && ports?.passes(next.epoch) === true) return true;
    if (waiting && told.isBefore(epoch, place) && next.isBefore(epoch, place)) return true;
    return outbox.count >= WORTHWHILE && epoch - told.epoch >= outbound.delay / 2;
  }

  private isProgress(peer: Peer): boolean {
    if (!peer.waiting) return false;
    if (peer.outbox.count > 0 && peer.next.epoch >= this.horizon) return true;
    return !peer.inbound.isEmpty && peer.toldBound.epoch < this.bound.epoch;
  }

  private dispatch(peer: Peer, waits: boolean, send: SendMessage): void {
    const { message, scratch, bound, next } = this;
    const { outbox } = peer;
    const held = !peer.next.isBefore(peer.told.epoch, peer.told.place);
    const passes = peer.ports?.passes(peer.next.epoch) === true;
    peer.ports?.tell(message);
    peer.told.raise(scratch.epoch, scratch.place);
    peer.toldBound.copy(bound);
    peer.toldNext.copy(next);
    peer.toldWaiting = waits;
    peer.toldCounts = this.counts();
    peer.ahead.sent(this.pending.epoch, peer.total);
    if (outbox.count === 0) peer.promisesSent += 1;
    message.sequence = ++peer.sequence;
    message.total = peer.total;
    message.promiseEpoch = peer.told.epoch;
    message.promisePlace = peer.told.place;
    message.boundEpoch = bound.epoch;
    message.boundPlace = bound.place;
    message.nextEpoch = next.epoch;
    message.nextPlace = next.place;
    message.waiting = waits;
    for (const { worker, total } of this.peers) message.sent[worker] = total;
    message.received.set(this.arrivals.received);
    message.count = outbox.count;
    message.words = outbox.words;
    message.highCounters = outbox.highCounters;
    message.payloads = outbox.payloads;
    send(peer.worker, message);
    outbox.clear();
    // A worker that waits because it is too far ahead, rather than for the promise, still needs to hear of progress
    // here.
    if (passes || (held && peer.next.isBefore(peer.told.epoch, peer.told.place))) peer.waiting = false;
  }

  /** Events sent and received so far; an equal sum means that every count is equal. */
  private counts(): number {
    let counts = 0;
    for (const { worker, total } of this.peers) counts += total + this.arrivals.received[worker];
    return counts;
  }

  /** The worker furthest behind is never leashed: nobody is behind it. */
  private isLeashed(): boolean {
    return this.peers.some(({ ahead, bound }) => ahead.size > this.window && bound.epoch < this.bound.epoch);
  }
}

/** Whether a promise may be of use to a peer before this worker has to wait itself. */
function mayWait({ waiting, outbox, outbound }: Peer): boolean {
  return waiting || (outbox.count >= WORTHWHILE && outbound.delay < Infinity);
}

/** A message with this many events is sent even if nobody is waiting for it. */
const FULL = 1024;
/** A message with this many events may be sent before anybody waits for it. */
const WORTHWHILE = 64;
