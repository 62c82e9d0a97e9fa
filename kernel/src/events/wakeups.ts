import { NONE } from './event-pool.js';
import { PortWakeups } from './port-wakeups.js';

const NO_HOLD = -1;

/**
 * The pending wakeups, and which ports are held by a hard one. Every wakeup is also in the time queue, which brings the
 * port to it. This state changes only during activations of the node.
 */
export class Wakeups {
  /** Number of pending wakeups, over all ports. */
  pending = 0;
  /** Number of ports held. */
  holding = 0;
  /**
   * By port: the epoch of its next wakeup, or Infinity if there is none, and its entry. Most ports never have a second
   * one.
   */
  private readonly nexts: Float64Array;
  private readonly entries: Int32Array;
  /** By port: the wakeups after the next one. */
  private readonly others: (PortWakeups | undefined)[];
  private readonly holds: Float64Array;

  /** @param isHard whether the wakeup of an entry is hard */
  constructor(
    portCount: number,
    private readonly isHard: (entry: number) => boolean,
  ) {
    this.nexts = new Float64Array(portCount).fill(Infinity);
    this.entries = new Int32Array(portCount).fill(NONE);
    this.others = Array.from({ length: portCount }, () => undefined);
    this.holds = new Float64Array(portCount).fill(NO_HOLD);
  }

  /** Whether an event at this epoch must wait for a hard wakeup of the port. */
  isHeld(port: number, epoch: number): boolean {
    return this.holding > 0 && this.holds[port] > epoch;
  }

  /** The epoch of the hard wakeup that holds a port, or a negative number. */
  heldUntil(port: number): number {
    return this.holding > 0 ? this.holds[port] : NO_HOLD;
  }

  /** Whether the port has a wakeup that is due but not served. */
  isDue(port: number, epoch: number): boolean {
    return this.nexts[port] <= epoch;
  }

  /** The entry of the wakeup of a port at an epoch, or `NONE`. */
  entryAt(port: number, epoch: number): number {
    if (!(this.nexts[port] < epoch)) return this.nexts[port] === epoch ? this.entries[port] : NONE;
    const others = this.others[port];
    return others === undefined ? NONE : others.entryAt(epoch);
  }

  /** @param epoch at which the port has no wakeup yet */
  add(port: number, epoch: number, entry: number): void {
    this.pending += 1;
    const next = this.nexts[port];
    if (next === Infinity) this.setNext(port, epoch, entry);
    else if (epoch < next) {
      this.othersOf(port).add(next, this.entries[port]);
      this.setNext(port, epoch, entry);
    } else this.othersOf(port).add(epoch, entry);
  }

  /** An entry has a new index in the pool. */
  move(port: number, epoch: number, to: number): void {
    if (this.nexts[port] === epoch) this.entries[port] = to;
    else this.others[port]?.move(epoch, to);
  }

  /** Cancels a wakeup that exists. */
  remove(port: number, epoch: number): void {
    this.pending -= 1;
    if (this.nexts[port] === epoch) this.goOn(port);
    else this.others[port]?.remove(epoch);
  }

  /** Drops every wakeup up to the epoch; called as the port is activated. */
  drop(port: number, epoch: number): void {
    for (; this.nexts[port] <= epoch; this.pending--) this.goOn(port);
  }

  /** Updates whether the port is held; called when its activation ends. */
  settle(port: number): void {
    const next = this.nexts[port];
    const hold = next < Infinity && this.isHard(this.entries[port]) ? next : NO_HOLD;
    if (this.holds[port] !== NO_HOLD) this.holding -= 1;
    if (hold !== NO_HOLD) this.holding += 1;
    this.holds[port] = hold;
  }

  /** Makes the earliest of the other wakeups of a port its next one. */
  private goOn(port: number): void {
    const others = this.others[port];
    const epoch = others === undefined ? Infinity : others.least();
    if (others === undefined || epoch === Infinity) return this.setNext(port, Infinity, NONE);
    this.setNext(port, epoch, others.entryAt(epoch));
    others.remove(epoch);
  }

  private setNext(port: number, epoch: number, entry: number): void {
    this.nexts[port] = epoch;
    this.entries[port] = entry;
  }

  private othersOf(port: number): PortWakeups {
    return (this.others[port] ??= new PortWakeups());
  }
}
