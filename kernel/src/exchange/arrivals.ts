import { DiscoError } from '../errors.js';
import type { PendingEvents } from '../events/pending-events.js';
import { sealPayload } from '../payload/seal-payload.js';
import type { Topology } from '../topology/topology.js';
import { copyMessage } from './copy-message.js';
import { EVENT_WORDS, type ExchangeMessage } from './exchange-message.js';
import type { Key } from '../order/key.js';
import type { Peer } from './peer.js';

/** This worker, and per port the worker that hosts it. */
interface PortHosts {
  readonly worker: number;
  readonly workers: number;
  readonly hosts: Uint16Array;
}

/** Accepts messages, each once and in the order in which they were sent, and adds their events to the pending ones. */
export class Arrivals {
  /** Per worker, the number of events that have arrived from it. */
  readonly received: Float64Array;

  /** @param earliest returns the key before which nothing can arrive from a worker */
  constructor(
    private readonly topology: Topology,
    private readonly partition: PortHosts,
    private readonly pending: PendingEvents,
    private readonly strict: boolean,
    private readonly earliest: (peer: Peer) => Key,
  ) {
    this.received = new Float64Array(partition.workers);
  }

  /**
   * Accepts a message, or stores it until its predecessors have arrived. A repeated message is dropped.
   *
   * @returns whether any message was accepted
   * @throws DiscoError `MESSAGE_INVALID`, `MESSAGE_LOST`
   */
  receive(peer: Peer, message: ExchangeMessage): boolean {
    if (message.sequence <= peer.heard || peer.early.has(message.sequence)) return false;
    if (message.sequence > peer.heard + 1) {
      if (peer.early.size >= MOST_EARLY) throw this.lost(peer);
      peer.early.set(message.sequence, copyMessage(message));
      return false;
    }
    this.take(peer, message);
    for (let early = peer.early.get(peer.heard + 1); early !== undefined; early = peer.early.get(peer.heard + 1)) {
      peer.early.delete(early.sequence);
      this.take(peer, early);
    }
    return true;
  }

  /** The error for a worker's first missing message, once later ones have arrived. */
  lost(peer: Peer): DiscoError {
    const first = Math.min(...peer.early.keys());
    const early = peer.early.get(first);
    const expected = early === undefined ? 'more' : early.total - early.count;
    return new DiscoError(
      'MESSAGE_LOST',
      `worker ${this.partition.worker} waits for message ${peer.heard + 1} from worker ${peer.worker}: ` +
        `${this.received[peer.worker]} events have arrived from it, and ${expected} were sent before message ${first}; ` +
        'the transport between the two loses messages',
    );
  }

  /** The error for a message that the worker cannot have sent. */
  invalid(from: number, what: string): DiscoError {
    return new DiscoError(
      'MESSAGE_INVALID',
      `a message from worker ${from} to worker ${this.partition.worker} ${what}`,
    );
  }

  private take(peer: Peer, message: ExchangeMessage): void {
    const arrived = this.received[peer.worker];
    const before = message.total - message.count;
    if (before !== arrived)
      throw this.invalid(peer.worker, `claims that ${before} events preceded it, but ${arrived} have arrived`);
    if (peer.ports?.isInvalid(message) === true)
      throw this.invalid(peer.worker, `makes a promise for none of the inlets (message ${message.sequence})`);
    this.deliver(peer, message);
    this.received[peer.worker] = message.total;
    peer.hear(message);
  }

  private deliver(peer: Peer, { sequence, count, words, highCounters, payloads }: ExchangeMessage): void {
    const { pending, partition, strict } = this;
    const { worker, hosts } = partition;
    const { ports } = peer;
    const { order } = this.topology.tables;
    const { epoch: earliest, place: first } = this.earliest(peer);
    for (let index = 0; index < count; index++) {
      const at = index * EVENT_WORDS;
      EPOCH_WORDS[0] = words[at];
      EPOCH_WORDS[1] = words[at + 1];
      const epoch = EPOCH[0];
      const to = words[at + 2];
      const from = words[at + 3];
      const place = order[to];
      const own = place >= 0 && hosts[to] === worker;
      const its = from >= 0 && hosts[from] === peer.worker;
      const early = earliest > epoch || (earliest === epoch && first > place) || ports?.isTooEarly(to, epoch) === true;
      if (!own || !its || !(epoch < Infinity) || early) {
        const what = `holds an event from port ${from} to port ${to} for epoch ${epoch} (message ${sequence})`;
        throw this.invalid(peer.worker, what);
      }
      const counter = (words[at + 4] >>> 0) + (highCounters === undefined ? 0 : highCounters[index] * HIGH);
      const payload = payloads === undefined ? null : payloads[index];
      const id = pending.pool.add(epoch, to, from, counter, strict ? sealPayload(payload) : payload);
      if (ports === undefined) pending.add(epoch, id);
      else pending.arrive(epoch, id);
    }
  }
}

/** How many messages may be stored while an earlier one is missing. */
const MOST_EARLY = 65_536;
const HIGH = 2 ** 32;
const EPOCH = new Float64Array(1);
const EPOCH_WORDS = new Int32Array(EPOCH.buffer);
