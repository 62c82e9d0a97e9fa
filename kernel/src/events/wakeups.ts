import { EpochHeap } from './epoch-heap.js';

/** The wakeups of one port that it has not reached yet. */
class PortWakeups {
  readonly soft = new EpochHeap();
  readonly hard = new EpochHeap();

  /** The epoch before which nothing activates the port, or `NO_HOLD` where its earliest wakeup does not hold it. */
  hold(): number {
    const hard = this.hard.least();
    return hard !== Infinity && hard <= this.soft.least() ? hard : NO_HOLD;
  }
}

const NO_HOLD = -1;

/**
 * Which ports are held by a hard wakeup. Every wakeup also stands in the time queue, which brings the port to it; the
 * copies here tell only whether the earliest one of a port is a hard one. That changes in activations of the port alone.
 */
export class Wakeups {
  /** Wakeups that are still to come, of all ports. */
  pending = 0;
  /** Ports that are held. */
  holding = 0;
  private readonly ports: (PortWakeups | undefined)[];
  private readonly holds: Float64Array;

  constructor(portCount: number) {
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
    return wakeups !== undefined && Math.min(wakeups.soft.least(), wakeups.hard.least()) <= epoch;
  }

  /** Whether to ask for a wakeup would add nothing: a hard one counts as a soft one too. */
  has(port: number, epoch: number, hard: boolean): boolean {
    const wakeups = this.ports[port];
    return wakeups !== undefined && (wakeups.hard.has(epoch) || (!hard && wakeups.soft.has(epoch)));
  }

  add(port: number, epoch: number, hard: boolean): void {
    const wakeups = (this.ports[port] ??= new PortWakeups());
    (hard ? wakeups.hard : wakeups.soft).push(epoch);
    this.pending += 1;
  }

  /** Drops every wakeup up to the epoch; called as the port is activated. */
  drop(port: number, epoch: number): void {
    const wakeups = this.ports[port];
    if (wakeups !== undefined) this.pending -= wakeups.soft.dropUpTo(epoch) + wakeups.hard.dropUpTo(epoch);
  }

  /** Settles whether the port is held from now on; called when its activation ends. */
  settle(port: number): void {
    const wakeups = this.ports[port];
    if (wakeups === undefined) return;
    const hold = wakeups.hold();
    if (this.holds[port] !== NO_HOLD) this.holding -= 1;
    if (hold !== NO_HOLD) this.holding += 1;
    this.holds[port] = hold;
  }
}
