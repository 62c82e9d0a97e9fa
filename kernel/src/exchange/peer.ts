import type { Cut } from './cut.js';
import type { ExchangeMessage } from './exchange-message.js';
import { Key } from '../order/key.js';
import { Outbox } from './outbox.js';
import type { PeerPorts } from './peer-ports.js';
import { RunAhead } from './run-ahead.js';

/** What this worker knows about another one, and what it has told it. */
export class Peer {
  // What its latest accepted message said; all earlier ones have arrived.
  /** Sequence number of that message. */
  heard = 0;
  /** Everything still to arrive from it is due at this key or later. */
  readonly promise = new Key();
  readonly bound = new Key();
  readonly next = new Key();
  waiting = false;
  readonly sent: Float64Array;
  readonly received: Float64Array;
  /** Messages that arrived before a predecessor, by sequence number. */
  readonly early = new Map<number, ExchangeMessage>();

  // What it has been told.
  sequence = 0;
  readonly outbox = new Outbox();
  /** Number of events sent to it so far, including those in the outbox. */
  total = 0;
  readonly told = new Key(-1, 0);
  readonly toldBound = new Key(-1, 0);
  readonly toldNext = new Key(-1, 0);
  toldWaiting = false;
  /** Sum of the counts that it was sent. */
  toldCounts = -1;
  readonly ahead = new RunAhead();
  /** The promises for ports, if bounds are for ports. */
  ports: PeerPorts | undefined;

  // For the report of the run.
  /** Number of messages that carried no event. */
  promisesSent = 0;
  eventsReceived = 0;
  messagesReceived = 0;

  constructor(
    readonly worker: number,
    workers: number,
    readonly outbound: Cut,
    readonly inbound: Cut,
    /** Whether what it does can have an effect here. */
    readonly matters: boolean,
    /** Whether what this worker does can have an effect on it. */
    readonly affected: boolean,
  ) {
    this.sent = new Float64Array(workers);
    this.received = new Float64Array(workers);
    // Every port is activated at epoch 0, so this much is known about any worker.
    inbound.arrival(0, 0, this.promise);
  }

  /** Records what a message says, except for its events. */
  hear(message: ExchangeMessage): void {
    this.heard = message.sequence;
    this.eventsReceived += message.count;
    this.messagesReceived += 1;
    this.promise.raise(message.promiseEpoch, message.promisePlace);
    this.ports?.hear(message);
    this.bound.raise(message.boundEpoch, message.boundPlace);
    this.next.set(message.nextEpoch, message.nextPlace);
    this.waiting = message.waiting;
    this.sent.set(message.sent);
    this.received.set(message.received);
    this.ahead.consumed(this.bound.epoch);
  }
}
