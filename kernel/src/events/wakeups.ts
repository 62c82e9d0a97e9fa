import { NONE } from './event-pool.js';
import { PortWakeups } from './port-wakeups.js';

const NO_HOLD = -1;

/**
 * Which wakeups are to come, and which ports are held by a hard one. Every wakeup also stands in the time queue, which brings the port
 * to it. What is here changes in activations of the node alone.
 */
export class Wakeups {
  /** Wakeups that are still to come, of all ports. */
  pending = 0;
  /** Ports that are held. */
  holding = 0;
  private readonly ports: (PortWakeups | undefined)[];
  private readonly holds: Float64Array;

  /** @param isHard whether the wakeup of an entry is a hard one */
  constructor(
    portCount: number,
    private readonly isHard: (entry: number) => boolean,
  ) {
    this.ports = Array.from({ length: portCount }, () => undefined);
    this.holds = new Float64Array(portCount).fill(NO_HOLD);
  }

  /** Whether an event at this epoch must wait for a hard wakeup of the port. */
  isHeld(port: number, epoch: number): boolean {
    return this.holding > 0 && this.holds[port] > epoch;
  }

  /** Whether a wakeup that the port has not reached yet is due. */
  isDue(port: number, epoch: number): boolean {
    const wakeups = this.ports[port];
    return wakeups !== undefined && wakeups.least() <= epoch;
  }

  /** The entry of the wakeup of a port at an epoch, or `NONE`. */
  entryAt(port: number, epoch: number): number {
    const wakeups = this.ports[port];
    return wakeups === undefined ? NONE : wakeups.entryAt(epoch);
  }

  /** @param epoch one at which the port has no wakeup yet */
  add(port: number, epoch: number, entry: number): void {
    (this.ports[port] ??= new PortWakeups()).add(epoch, entry);
    this.pending += 1;
  }

  /** An entry has another number from now on. */
  move(port: number, epoch: number, to: number): void {
    this.ports[port]?.move(epoch, to);
  }

  /** Takes one back that is there. */
  remove(port: number, epoch: number): void {
    this.ports[port]?.remove(epoch);
    this.pending -= 1;
  }

  /** Drops every wakeup up to the epoch; called as the port is activated. */
  drop(port: number, epoch: number): void {
    const wakeups = this.ports[port];
    if (wakeups !== undefined) this.pending -= wakeups.dropUpTo(epoch);
  }

  /** Settles whether the port is held from now on; called when its activation ends. */
  settle(port: number): void {
    const wakeups = this.ports[port];
    if (wakeups === undefined) return;
    const least = wakeups.least();
    const hold = least < Infinity && this.isHard(wakeups.entryAt(least)) ? least : NO_HOLD;
    if (this.holds[port] !== NO_HOLD) this.holding -= 1;
    if (hold !== NO_HOLD) this.holding += 1;
    this.holds[port] = hold;
  }
}
