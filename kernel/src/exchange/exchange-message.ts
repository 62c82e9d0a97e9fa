/** 32-bit words of one event in a message: epoch (low word, high word), receiving port, sending port, send counter modulo 2^32. */
export const EVENT_WORDS = 5;

/**
 * What one worker sends to another: events, how far they reach, and how far the sender has come. Reused for every
 * message, by the sending kernel and by the receiving transport, so keep neither the message nor a view into it beyond
 * the call that receives it.
 *
 * A **key** is an epoch and a place in the order of activation (`TopologyTables.order`), compared in this order.
 */
export class ExchangeMessage {
  /** Counts 1, 2, 3, … from one worker to another. */
  sequence = 0;
  /** Total number of events that the sender has sent to the receiver, including those in this message. */
  total = 0;
  /** Events not sent yet will not be due before this key. The epoch may be Infinity, here and below. */
  promiseEpoch = 0;
  promisePlace = 0;
  /**
   * Promises for inlets of the receiver, with bounds for ports: how many have risen since the last message. Events not
   * sent yet will not be due at these ports before an epoch, or not before it has passed.
   */
  promises = 0;
  /** Per promise, twice the number of the inlet, plus 1 if the epoch has to pass; may be longer. */
  inlets = new Int32Array(0);
  /** Per promise, its epoch, which may be Infinity; may be longer. */
  inletEpochs = new Float64Array(0);
  /** The sender will perform no activation before this key. */
  boundEpoch = 0;
  boundPlace = 0;
  /** The sender's next activation, if it receives nothing more; the epoch is Infinity if there is none. */
  nextEpoch = 0;
  nextPlace = 0;
  /** Whether the sender is waiting for other workers. */
  waiting = false;
  /**
   * Per worker, the number of events that the sender has sent to it and received from it. Both have one entry per
   * worker.
   */
  sent: Float64Array;
  received: Float64Array;
  /** Number of events in this message. */
  count = 0;
  /** `EVENT_WORDS` words per event; may be longer. */
  words = new Int32Array(0);
  /** Per event, the high bits of its send counter, `Math.floor(counter / 2 ** 32)`; undefined if all are 0. */
  highCounters: Int32Array | undefined;
  /** One per event; may be longer. Undefined if all are null. */
  payloads: unknown[] | undefined;

  constructor(workers: number) {
    this.sent = new Float64Array(workers);
    this.received = new Float64Array(workers);
  }
}
