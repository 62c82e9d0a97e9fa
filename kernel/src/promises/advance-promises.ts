import type { Topology } from '../topology/topology.js';

/** A promise made in the running activation; it takes effect when the activation ends. */
interface FreshPromise {
  readonly from: number;
  readonly link: number;
  readonly epoch: number;
}

/** The advance promises in force: the epochs before which a port must not send along a link. */
export class AdvancePromises {
  /** Per declared link; created with the first promise, since most models make none. */
  private links: Float64Array | undefined;
  /** Per port, its promise to all its successors. */
  private ports: Float64Array | undefined;
  /** By emitting and receiving port; for complete layers. */
  private reached: Map<number, number> | undefined;
  private readonly fresh: FreshPromise[] = [];
  private readonly topology: Topology;
  /** Whether any promise is in force. */
  any = false;

  constructor(topology: Topology) {
    this.topology = topology;
  }

  /** The epoch before which nothing may be sent along a link; 0 if there is no promise. */
  floor(from: number, link: number): number {
    const port = this.ports === undefined ? 0 : this.ports[from];
    return Math.max(port, this.linkFloor(from, link));
  }

  /** The lower limit for a new promise, which takes those of the running activation into account. */
  latest(from: number, link: number): number {
    let latest = this.floor(from, link);
    for (const fresh of this.fresh) {
      if (fresh.from === from && fresh.link === link) latest = Math.max(latest, fresh.epoch);
    }
    return latest;
  }

  /** A port's promise to all its successors. */
  ofPort(from: number): number {
    return this.ports === undefined ? 0 : this.ports[from];
  }

  /** Takes effect with `settle`. */
  add(from: number, link: number, epoch: number): void {
    this.fresh.push({ from, link, epoch });
  }

  /** Takes effect at once. */
  raisePort(from: number, epoch: number): void {
    this.ports ??= new Float64Array(this.topology.portCount);
    this.ports[from] = epoch;
    this.any = true;
  }

  /** The activation has ended, so its promises take effect. */
  settle(): void {
    if (this.fresh.length === 0) return;
    this.any = true;
    for (const { from, link, epoch } of this.fresh) {
      if (link >= 0) {
        this.links ??= new Float64Array(this.topology.tables.linkTargets.length);
        this.links[link] = epoch;
      } else {
        this.reached ??= new Map();
        this.reached.set(this.reach(from, link), epoch);
      }
    }
    this.fresh.length = 0;
  }

  private linkFloor(from: number, link: number): number {
    if (link >= 0) return this.links === undefined ? 0 : this.links[link];
    return this.reached?.get(this.reach(from, link)) ?? 0;
  }

  private reach(from: number, link: number): number {
    return from * this.topology.portCount + ~link;
  }
}
