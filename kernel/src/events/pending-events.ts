import type { Topology } from '../topology/topology.js';
import type { EventBatch } from './event-batch.js';
import { EventPool, NONE } from './event-pool.js';
import { ReadyPorts } from './ready-ports.js';
import { TimeQueue } from './time-queue.js';
import { Wakeups } from './wakeups.js';

/**
 * Everything that is still to happen on this worker. Three orders are kept apart, each where it is cheapest: the time queue
 * knows only epochs, the ready ports are those of the current epoch in the order (simproc, rank, node name), and a batch is
 * sorted when it is gathered. An entry whose epoch has come waits in the inbox of its port.
 */
export class PendingEvents {
  readonly pool = new EventPool();
  readonly wakeups: Wakeups;
  readonly #queue = new TimeQueue();
  readonly #ready: ReadyPorts;
  /** Per port the first entry of its inbox, a list through the pool. */
  readonly #inboxes: Int32Array;
  readonly #order: Int32Array;
  readonly #portAt: Int32Array;
  #epoch = 0;

  /** Every port that is handled is ready at epoch 0. */
  constructor(topology: Topology) {
    this.wakeups = new Wakeups(topology.portCount);
    this.#inboxes = new Int32Array(topology.portCount).fill(NONE);
    this.#order = topology.tables.order;
    this.#portAt = topology.tables.portAt;
    this.#ready = new ReadyPorts(this.#portAt.length);
    for (let place = 0; place < this.#portAt.length; place++) this.#ready.add(place);
  }

  /** The epoch of the port that was taken last. */
  get epoch(): number {
    return this.#epoch;
  }

  /** Whether nothing is left to activate. */
  get isEmpty(): boolean {
    return this.#ready.size === 0 && this.#queue.size === 0;
  }

  /** The epoch of the next activation, or less where a hard wakeup turns out to hold its port; Infinity where none is left. */
  get nextEpoch(): number {
    return this.#ready.size > 0 ? this.#epoch : this.#queue.peekEpoch();
  }

  /** Adds an event that is due now or later. */
  add(epoch: number, port: number, sender: number, counter: number, payload: unknown): void {
    const id = this.pool.add(epoch, port, sender, counter, payload);
    if (epoch > this.#epoch) this.#queue.push(epoch, id);
    else this.#deliver(id, port);
  }

  /** Adds a wakeup that is due later. */
  addWakeup(epoch: number, port: number, hard: boolean): void {
    this.#queue.push(epoch, this.pool.add(epoch, port, NONE, 0, null));
    this.wakeups.add(port, epoch, hard);
  }

  /**
   * Takes the next port to activate, before the horizon, and fills the batch with its events.
   *
   * @returns `NONE` where nothing is left before the horizon
   */
  take(until: number, batch: EventBatch): number {
    for (;;) {
      if (this.#ready.size > 0) return this.#epoch < until ? this.#takeReady(batch) : NONE;
      const epoch = this.#queue.peekEpoch();
      if (!(epoch < until)) return NONE;
      this.#epoch = epoch;
      const id = this.#queue.pop();
      const port = this.pool.port(id);
      if (this.#queue.peekEpoch() !== epoch && this.#inboxes[port] === NONE && !this.wakeups.isHeld(port, epoch)) {
        this.#takeAlone(id, batch);
        return port;
      }
      this.#deliver(id, port);
      while (this.#queue.peekEpoch() === epoch) {
        const other = this.#queue.pop();
        this.#deliver(other, this.pool.port(other));
      }
    }
  }

  /** The usual case in continuous time: one entry at its epoch, and nothing else for its port. */
  #takeAlone(id: number, batch: EventBatch): void {
    if (this.pool.sender(id) === NONE) this.pool.free(id);
    else batch.hold(id);
  }

  #takeReady(batch: EventBatch): number {
    const port = this.#portAt[this.#ready.takeFirst()];
    const first = this.#inboxes[port];
    if (first !== NONE) {
      this.#inboxes[port] = NONE;
      batch.gather(first);
    }
    return port;
  }

  #deliver(id: number, port: number): void {
    if (this.pool.sender(id) === NONE) this.pool.free(id);
    else {
      this.pool.setNext(id, this.#inboxes[port]);
      this.#inboxes[port] = id;
    }
    if (!this.wakeups.isHeld(port, this.#epoch)) this.#ready.add(this.#order[port]);
  }
}
