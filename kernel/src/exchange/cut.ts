import type { AdvancePromises } from '../promises/advance-promises.js';
import type { Topology } from '../topology/topology.js';
import { Key } from '../order/key.js';

/**
 * All links from one worker to another. They determine how far a bound of the first reaches: the key before which its
 * next events cannot arrive at the second.
 */
export class Cut {
  /** Places of the sending ports of the zero-delay links, ascending. */
  private readonly senders: Int32Array;
  /**
   * Aligned with `senders`: the least place of a receiving port among this link and all later ones, so also ascending.
   */
  private readonly receivers: Int32Array;
  /** The least positive delay, or Infinity if there is none. */
  readonly delay: number;

  /**
   * @param links declared links
   * @param reaching per complete layer that leads across: its delay, and the ports of the first worker that may send on
   * it
   */
  constructor(
    private readonly topology: Topology,
    readonly links: readonly CrossingLink[],
    readonly reaching: readonly CrossingLayer[],
  ) {
    const { order } = topology.tables;
    const immediate = links
      .filter(({ delay }) => delay === 0)
      .map(({ from, to }) => [order[from], order[to]] as const)
      .sort((a, b) => a[0] - b[0]);
    this.senders = Int32Array.from(immediate, ([sender]) => sender);
    this.receivers = Int32Array.from(immediate, ([, receiver]) => receiver);
    for (let i = this.receivers.length - 2; i >= 0; i--)
      this.receivers[i] = Math.min(this.receivers[i], this.receivers[i + 1]);
    const delayed = [...links, ...reaching].filter(({ delay }) => delay > 0);
    this.delay = Math.min(Infinity, ...new Set(delayed.map(({ delay }) => delay)));
  }

  get isEmpty(): boolean {
    return this.senders.length === 0 && this.delay === Infinity;
  }

  /** Sets a key to the earliest one at which an event can arrive that is sent at the given key or later. */
  arrival(epoch: number, place: number, result: Key): void {
    result.set(Infinity, 0);
    if (epoch === Infinity) return;
    if (this.delay < Infinity) this.later(epoch, this.delay, result);
    if (this.senders.length > 0) result.lower(epoch, this.receiverAfter(place));
  }

  /** The same, taking into account the advance promises in force on some of the links. */
  promised(epoch: number, place: number, promises: AdvancePromises, result: Key): void {
    result.set(Infinity, 0);
    if (epoch === Infinity) return;
    const { order } = this.topology.tables;
    const key = new Key();
    for (const { from, to, link, delay } of this.links) {
      if (delay > 0) this.later(epoch, delay, key);
      else key.set(epoch, order[from] >= place ? order[to] : this.topology.placeCount);
      key.raise(promises.floor(from, link), 0);
      result.lower(key.epoch, key.place);
    }
    for (const { delay, ports } of this.reaching) {
      this.later(epoch, delay, key);
      let floor = Infinity;
      for (const port of ports) floor = Math.min(floor, promises.ofPort(port));
      key.raise(floor, 0);
      result.lower(key.epoch, key.place);
    }
  }

  /**
   * The link through which an arrival at a place would come, for reports: a zero-delay link into the port at that place
   * or, if there is no such place, a link with the least delay. Undefined if it is not a declared link, as on a
   * complete layer.
   */
  linkInto(place: number): { readonly from: number; readonly to: number } | undefined {
    const { order } = this.topology.tables;
    return this.links.find(({ to, delay }) =>
      place === 0 ? delay === this.delay : delay === 0 && order[to] === place,
    );
  }

  private later(epoch: number, delay: number, result: Key): void {
    // A small delay vanishes in a large epoch; even so, what is sent is due after that epoch.
    if (epoch + delay > epoch) result.set(epoch + delay, 0);
    else result.set(epoch, this.topology.placeCount);
  }

  private receiverAfter(place: number): number {
    const { senders } = this;
    let low = 0;
    let high = senders.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (senders[middle] < place) low = middle + 1;
      else high = middle;
    }
    return low < senders.length ? this.receivers[low] : this.topology.placeCount;
  }
}

/** A declared link whose ports are on different workers. */
export interface CrossingLink {
  readonly from: number;
  readonly to: number;
  readonly link: number;
  readonly delay: number;
}

/** A complete layer on which some ports of one worker may send to ports of another. */
export interface CrossingLayer {
  readonly layer: number;
  readonly delay: number;
  readonly ports: readonly number[];
}
