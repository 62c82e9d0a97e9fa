import type { AdvancePromises } from '../promises/advance-promises.js';
import type { Topology } from '../topology/topology.js';
import type { Cut } from './cut.js';
import { Moments } from './moments.js';

/** A port that sends to an inlet with a delay. */
interface Sender {
  readonly port: number;
  readonly place: number;
  readonly delay: number;
  /** Empty if it sends on a complete layer. */
  readonly links: number[];
}

/**
 * Ports of one worker that receive from the same ports of another one with the same delays, so that one promise serves
 * them all.
 */
export class Inlet {
  /** The least place of its ports. */
  readonly place: number;
  /** The greatest place of a sender without delay, or -1. */
  private readonly last: number;
  /** The least positive delay, or Infinity. */
  private readonly delay: number;

  constructor(
    readonly ports: readonly number[],
    private readonly senders: readonly Sender[],
    order: Int32Array,
  ) {
    const of = (keep: (delay: number) => boolean): Sender[] => senders.filter(({ delay }) => keep(delay));
    this.place = ports.reduce((least, port) => Math.min(least, order[port]), Infinity);
    this.last = of((delay) => delay === 0).reduce((last, { place }) => Math.max(last, place), -1);
    this.delay = of((delay) => delay > 0).reduce((least, { delay }) => Math.min(least, delay), Infinity);
  }

  /** Lowers a moment to the first at which something can arrive that is sent at a key or later. */
  arrival(epoch: number, place: number, into: Moments, at: number): void {
    if (this.last >= 0) into.lower(at, epoch, this.last >= place ? 0 : 1);
    if (this.delay < Infinity) into.lowerBy(at, epoch, 0, this.delay);
  }

  /**
   * Lowers a moment to the first at which something can arrive if the senders act at the given moments or later.
   *
   * @param acts by place in the order of activation
   */
  promised(acts: Moments, promises: AdvancePromises, into: Moments, at: number): void {
    for (const { port, place, delay, links } of this.senders) {
      SENT.set(0, Infinity, 0);
      SENT.lowerBy(0, acts.epochs[place], acts.after[place], delay);
      if (promises.any) SENT.raise(0, advance(promises, port, links), 0);
      into.lower(at, SENT.epochs[0], SENT.after[0]);
    }
  }
}

const SENT = new Moments(1);

function advance(promises: AdvancePromises, port: number, links: readonly number[]): number {
  if (links.length === 0) return promises.ofPort(port);
  return links.reduce((least, link) => Math.min(least, promises.floor(port, link)), Infinity);
}

/** The inlets of a cut, in an order on which both of its workers agree. @param isReceiver whether a port is on the receiving worker */
export function inletsOf(topology: Topology, cut: Cut, isReceiver: (port: number) => boolean): Inlet[] {
  const { order, portAt, layers } = topology.tables;
  const sources = new Map<number, Sender[]>();
  for (const { from, to, link, delay } of cut.links) {
    let senders = sources.get(to);
    if (senders === undefined) sources.set(to, (senders = []));
    senders.push({ port: from, place: order[from], delay, links: [link] });
  }
  const classes = new Map<string, { ports: number[]; senders: Sender[] }>();
  for (const [to, senders] of [...sources].sort(([a], [b]) => a - b)) {
    senders.sort((a, b) => a.place - b.place || a.delay - b.delay);
    const name = senders.map(({ place, delay }) => `${place}:${delay}`).join(' ');
    const known = classes.get(name);
    if (known === undefined) classes.set(name, { ports: [to], senders });
    else {
      known.ports.push(to);
      known.senders.forEach(({ links }, index) => links.push(...senders[index].links));
    }
  }
  const declared = [...classes.values()].map(({ ports, senders }) => new Inlet(ports, senders, order));
  const complete = cut.reaching.map(({ layer, delay, ports }) => {
    const receivers = [...portAt].filter((port) => layers[port] === layer && isReceiver(port));
    const senders = ports.map((port) => ({ port, place: order[port], delay, links: [] }));
    return new Inlet(receivers, senders, order);
  });
  return [...declared, ...complete];
}
