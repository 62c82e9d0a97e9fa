import type { AdvancePromises } from '../promises/advance-promises.js';
import type { PendingEvents } from '../events/pending-events.js';
import type { Topology } from '../topology/topology.js';
import { Arrivals } from './arrivals.js';
import { cutsOf } from './cuts.js';
import { ExchangeMessage } from './exchange-message.js';
import { Key } from '../order/key.js';
import type { Partition } from './partition.js';
import { Peer } from './peer.js';
import type { ExchangeReport } from './exchange-report.js';
import { WaitLog } from './wait-log.js';

export interface ExchangeOptions {
  /**
   * Events that a worker may have sent to another one which this has not come to yet; beyond that it waits, unless it is the
   * furthest behind itself. 65,536 by default.
   */
  readonly window?: number | undefined;
}

/** Takes an outbound message; it is valid during the call alone. */
export type SendMessage = (to: number, message: ExchangeMessage) => void;

/**
 * What a worker tells the others, and what follows for itself from what they tell. No I/O: messages are handed in and out.
 *
 * - The **gate** is the key before which nothing can arrive any more; the worker makes its activations before it as if it were
 *   alone.
 * - The **bound** is the lesser of the gate and its own next activation: it makes none before it. What a bound allows the others
 *   is a property of the links that cross (`Cut`), and is told as a **promise**.
 * - A **floor** of the whole run is known where the latest messages of all workers agree in the numbers of events sent and
 *   received: then these messages are a consistent cut with nothing on its way (F. Mattern, "Efficient algorithms for distributed
 *   snapshots and global virtual time approximation", JPDC 18(4), 1993: vector counters), and nobody will ever do anything before
 *   the least of their next activations. So quiet stretches are crossed in one step, and not by promises that raise one another.
 */
export class Exchange {
  readonly peers: readonly Peer[];
  readonly gate = new Key();
  /** The own next activation, as of the last look. */
  readonly next = new Key();
  readonly bound = new Key();
  /** Whether this worker waits because the others are too far behind. */
  leashed = false;
  /** A message is large enough to go. */
  full = false;
  private readonly floor = new Key();
  private readonly scratch = new Key();
  private readonly message: ExchangeMessage;
  private readonly arrivals: Arrivals;
  /** Per port, its worker. */
  private readonly hosts: Uint16Array;
  private readonly window: number;
  private horizon = 0;
  private readonly waits = new WaitLog();
  /** What was heard is not in the gate yet. */
  private news = true;

  constructor(
    private readonly topology: Topology,
    private readonly partition: Partition,
    private readonly pending: PendingEvents,
    private readonly promises: AdvancePromises,
    strict: boolean,
    { window = 65_536 }: ExchangeOptions,
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
  }

  /** An event for a port of another worker. */
  post(epoch: number, to: number, from: number, counter: number, payload: unknown): void {
    const host = this.hosts[to];
    const peer = this.peers[host < this.partition.worker ? host : host - 1];
    peer.outbox.add(epoch, to, from, counter, payload);
    peer.total += 1;
    if (peer.outbox.count >= FULL) this.full = true;
  }

  /**
   * Takes a message in, or keeps it until those that go before it have come.
   *
   * @throws DiscoError `MESSAGE_INVALID` where it cannot be what that worker sent; `MESSAGE_LOST` where too many came before one
   * that is missing
   */
  receive(from: number, message: ExchangeMessage): void {
    const peer = this.peers.find(({ worker }) => worker === from);
    if (peer === undefined) throw this.arrivals.invalid(from, 'comes from no other worker of the run');
    if (this.arrivals.receive(peer, message)) this.news = true;
  }

  /** Works out how far this worker may go, before it goes on. */
  settle(horizon: number): void {
    if (horizon !== this.horizon) this.news = true;
    this.horizon = horizon;
    this.look();
    this.leashed = this.next.epoch < horizon && this.isLeashed();
  }

  /** Whether nothing will ever arrive any more. */
  get isOver(): boolean {
    return this.gate.epoch === Infinity;
  }

  /**
   * Hands out what the others should know.
   *
   * @param waits whether this worker cannot go on by itself; otherwise only what is urgent is told
   * @param progress whether to tell workers that wait how far this one is, also where that alone does not let them go on
   */
  tell(waits: boolean, progress: boolean, send: SendMessage): void {
    this.look();
    this.full = false;
    for (const peer of this.peers) {
      this.promiseTo(peer);
      if (waits ? this.isNews(peer, waits) : this.isUrgent(peer) || (progress && this.isProgress(peer)))
        this.dispatch(peer, waits, send);
    }
  }

  /** Events that this worker has sent to others, and received from them. */
  get crossed(): { readonly sent: number; readonly received: number } {
    const sum = (counts: Iterable<number>): number => [...counts].reduce((total, count) => total + count, 0);
    return { sent: sum(this.peers.map(({ total }) => total)), received: sum(this.arrivals.received) };
  }

  /** The worker whose promise is the least. */
  get holder(): Peer {
    return this.peers.reduce((least, peer) =>
      peer.promise.isBefore(least.promise.epoch, least.promise.place) ? peer : least,
    );
  }

  /** This worker has waited for others. */
  waited(milliseconds: number): void {
    const { holder, gate, next } = this;
    this.waits.add(milliseconds, holder.worker, gate.place, next.epoch - gate.epoch);
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
    return { worker, peers, heldUpAt: this.heldUpAt };
  }

  private get heldUpAt(): ExchangeReport['heldUpAt'] {
    const { longest } = this.waits;
    const holder = this.peers.find(({ worker }) => worker === longest?.worker);
    const link = longest && holder?.inbound.linkInto(longest.place);
    if (longest === undefined || link === undefined) return undefined;
    return { port: this.topology.portName(link.to), milliseconds: longest.milliseconds };
  }

  /** What holds this worker up, in words; undefined where nothing does. */
  waitsFor(): string | undefined {
    this.look();
    const { holder, next, gate, topology } = this;
    if (next.isBefore(gate.epoch, gate.place) || gate.epoch >= this.horizon) return undefined;
    const self = `worker ${this.partition.worker}`;
    const port =
      next.epoch < Infinity && next.place < topology.placeCount ? topology.tables.portAt[next.place] : undefined;
    const what =
      next.epoch === Infinity
        ? `${self}, which has nothing to do,`
        : `${self} with an activation ${port === undefined || next.place === 0 ? '' : `of ${topology.portName(port)} `}at epoch ${next.epoch}`;
    const link = holder.inbound.linkInto(gate.place);
    const by = link === undefined ? '' : ` by way of ${topology.portName(link.from)} → ${topology.portName(link.to)}`;
    const missing = holder.early.size > 0 ? `; ${this.arrivals.lost(holder).message}` : '';
    return `${what} waits for worker ${holder.worker}, which promised nothing before epoch ${gate.epoch}${by}${missing}`;
  }

  private look(): void {
    this.pending.next(this.next);
    if (this.news) {
      this.news = false;
      this.findFloor();
      this.raiseGate();
    }
    this.bound.copy(this.next);
    this.bound.lower(this.gate.epoch, this.gate.place);
  }

  /**
   * Sets the floor of the run where the counts of all that matter agree, and leaves it where they do not. What is on its way to a
   * worker that has come to the horizon cannot make it do anything before that, and it need not say that it has it. What a worker has
   * sent to this one has arrived, as its latest message says so itself.
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

  private raiseGate(): void {
    const { gate, scratch } = this;
    gate.set(Infinity, 0);
    for (const peer of this.peers) {
      this.arrivalFrom(peer);
      gate.lower(scratch.epoch, scratch.place);
    }
  }

  /** The key before which nothing arrives from a worker, in `scratch`: by its promise, or by the floor of the run. */
  private arrivalFrom({ inbound, promise }: Peer): Key {
    const { floor, scratch } = this;
    inbound.arrival(floor.epoch, floor.place, scratch);
    scratch.raise(promise.epoch, promise.place);
    return scratch;
  }

  /** Sets `scratch` to what can be promised now: what is at the horizon or beyond is told as the horizon. */
  private promiseTo({ outbound }: Peer): void {
    const { bound, scratch, promises } = this;
    if (promises.any) outbound.promised(bound.epoch, bound.place, promises, scratch);
    else outbound.arrival(bound.epoch, bound.place, scratch);
    scratch.lower(this.horizon, 0);
  }

  /** Whether there is anything to tell that the other one can use. */
  private isNews(peer: Peer, waits: boolean): boolean {
    if (peer.outbox.count > 0) return true;
    if (!peer.outbound.isEmpty && peer.told.isBefore(this.scratch.epoch, this.scratch.place)) return true;
    // What follows serves to find the floor, and to let a worker that is ahead go on.
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
   * Whether a message is large, lets a worker go on that waits, or promises half of the lookahead more than the last one: so that a
   * worker that is as fast as this one need not wait.
   */
  private isUrgent({ outbox, waiting, told, next, outbound }: Peer): boolean {
    if (outbox.count >= FULL) return true;
    const { epoch, place } = this.scratch;
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
    // Who waits for something else than the promise, as it is too far ahead, goes on waiting to hear of the progress here.
    if (held && peer.next.isBefore(peer.told.epoch, peer.told.place)) peer.waiting = false;
  }

  /** Events sent and received so far: where the sum is the same, each is. */
  private counts(): number {
    let counts = 0;
    for (const { worker, total } of this.peers) counts += total + this.arrivals.received[worker];
    return counts;
  }

  /** The worker that is furthest behind never is: nobody is behind it. */
  private isLeashed(): boolean {
    return this.peers.some(({ ahead, bound }) => ahead.size > this.window && bound.epoch < this.bound.epoch);
  }
}

/** Events after which a message goes, also while nobody waits for it. */
const FULL = 1024;
/** Events with which a message goes that nobody waits for yet. */
const WORTHWHILE = 64;
