import type { Topology } from '../topology/topology.js';
import { NONE, type EventPool } from './event-pool.js';

/** One event as its receiver sees it. */
export interface ReceivedEvent<Payload = unknown> {
  readonly payload: Payload;
  /** The epoch it was sent to; earlier than the activation if a hard wakeup held the port. */
  readonly epoch: number;
  /** Name of the node that sent it. */
  readonly sender: string;
  /** Name of the simproc that sent it. */
  readonly simproc: string;
  /** How many events the sending port had sent before this one. */
  readonly counter: number;
}

/**
 * All events of one activation, in the order (event epoch, sender's node name, sender's simproc, send counter). Empty
 * for a wakeup. The batch is reused for every activation: you may keep payloads and the events of the iteration, but
 * not the batch.
 *
 * @example
 * for (const { payload, sender } of orders) this.backlog += payload.quantity;
 * for (let i = 0; i < orders.size; i++) this.backlog += orders.payload(i).quantity;   // the same, without an object per event
 */
export class EventBatch<Payload = unknown> implements Iterable<ReceivedEvent<Payload>> {
  private count = 0;
  private ids = new Int32Array(16);

  /** @internal The kernel creates one and refills it for each activation. */
  constructor(
    private readonly pool: EventPool,
    private readonly topology: Topology,
  ) {}

  /** Number of events. */
  get size(): number {
    return this.count;
  }

  /** @param index from 0 to `size` - 1, as in all that follow; @throws RangeError if out of range */
  payload(index: number): Payload {
    return this.pool.payload(this.id(index)) as Payload;
  }

  /** The epoch the event was sent to. */
  epoch(index: number): number {
    return this.pool.epoch(this.id(index));
  }

  /** The name of the node that sent the event. */
  sender(index: number): string {
    return this.topology.nodeName(this.topology.nodeOf(this.senderPort(index)));
  }

  /** The number of the port that sent the event. */
  senderPort(index: number): number {
    return this.pool.sender(this.id(index));
  }

  /** How many events the sending port had sent before. */
  counter(index: number): number {
    return this.pool.counter(this.id(index));
  }

  /** The event as a separate object that may be kept, with its own payload or the given one instead. */
  at(index: number, payload: Payload = this.payload(index)): ReceivedEvent<Payload> {
    const { pool, topology } = this;
    const id = this.id(index);
    const port = pool.sender(id);
    return {
      payload,
      epoch: pool.epoch(id),
      sender: topology.nodeName(topology.nodeOf(port)),
      simproc: topology.simprocName(topology.simprocOf(port)),
      counter: pool.counter(id),
    };
  }

  [Symbol.iterator](): Iterator<ReceivedEvent<Payload>> {
    let index = 0;
    return {
      next: () => (index < this.count ? { done: false, value: this.at(index++) } : { done: true, value: undefined }),
    };
  }

  /** @internal Fills the batch with one event. */
  hold(id: number): void {
    this.ids[0] = id;
    this.count = 1;
  }

  /** @internal Fills the batch with the linked list that starts at this event. */
  gather(first: number): void {
    let size = 0;
    for (let id = first, next = NONE; id !== NONE; id = next) {
      next = this.pool.next(id);
      if (size === this.ids.length) this.grow();
      this.ids[size++] = id;
    }
    this.count = size;
    this.reverse();
    this.sort();
  }

  /** @internal Returns the events to the pool and empties the batch. */
  release(): void {
    while (this.count > 0) this.pool.free(this.ids[--this.count]);
  }

  private id(index: number): number {
    if (!(index >= 0 && index < this.count))
      throw new RangeError(`there is no event ${index} in a batch of ${this.count}`);
    return this.ids[index];
  }

  /** The list was last in, first out, and events are mostly sent in batch order. */
  private reverse(): void {
    const ids = this.ids;
    for (let low = 0, high = this.count - 1; low < high; low++, high--) {
      const id = ids[low];
      ids[low] = ids[high];
      ids[high] = id;
    }
  }

  private sort(): void {
    const ids = this.ids;
    for (let i = 1; i < this.count; i++) {
      const id = ids[i];
      let at = i;
      while (at > 0 && this.precedes(id, ids[at - 1])) {
        ids[at] = ids[at - 1];
        at -= 1;
      }
      ids[at] = id;
      if (i - at > LONG_WAY) {
        ids.subarray(0, this.count).sort((a, b) => (this.precedes(a, b) ? -1 : 1));
        return;
      }
    }
  }

  /** Ports are numbered by node name, then simproc. No two events agree in epoch, sender and counter. */
  private precedes(a: number, b: number): boolean {
    const pool = this.pool;
    if (pool.epoch(a) !== pool.epoch(b)) return pool.epoch(a) < pool.epoch(b);
    if (pool.sender(a) !== pool.sender(b)) return pool.sender(a) < pool.sender(b);
    return pool.counter(a) < pool.counter(b);
  }

  private grow(): void {
    const ids = new Int32Array(this.ids.length * 2);
    ids.set(this.ids);
    this.ids = ids;
  }
}

/** If an insertion moves an event further than this, the batch is far from sorted. */
const LONG_WAY = 32;
