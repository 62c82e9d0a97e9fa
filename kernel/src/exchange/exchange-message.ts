/** 32-bit words of one event in a message: epoch (low word, high word), receiving port, sending port, send counter modulo 2^32. */
export const EVENT_WORDS = 5;

/**
 * What one worker tells another: events, how far they reach, and what its own progress lets the other one do. Filled anew for each
 * use, by the kernel that sends and by the transport that receives: nobody keeps one, or a view into it, beyond the call that
 * hands it over.
 *
 * A **key** is an epoch and a place in the order of activation (`TopologyTables.order`), compared in this order.
 */
export class ExchangeMessage {
  /** 1, 2, 3, … from one worker to another. */
  sequence = 0;
  /** Events that the sender has sent to the receiver so far, with those of this message. */
  total = 0;
  /** No event that was not sent by now will be due at a port before this key. The epoch may be Infinity, as in all that follow. */
  promiseEpoch = 0;
  promisePlace = 0;
  /** The sender makes no activation before this key any more. */
  boundEpoch = 0;
  boundPlace = 0;
  /** The first activation that the sender has to make if nobody sends it anything; the epoch is Infinity where there is none. */
  nextEpoch = 0;
  nextPlace = 0;
  /** Whether the sender waits for others before it can go on. */
  waiting = false;
  /** Per worker, the events that the sender has sent to it and received from it. Both as long as there are workers. */
  sent: Float64Array;
  received: Float64Array;
  /** Events in this message. */
  count = 0;
  /** `EVENT_WORDS` for each event; may be longer. */
  words = new Int32Array(0);
  /** Per event the higher bits of its send counter, `Math.floor(counter / 2 ** 32)`; undefined where all are 0. */
  highCounters: Int32Array | undefined;
  /** Per event; may be longer. Undefined where all are null. */
  payloads: unknown[] | undefined;

  constructor(workers: number) {
    this.sent = new Float64Array(workers);
    this.received = new Float64Array(workers);
  }
}
