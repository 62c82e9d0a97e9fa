import type { PendingEvents } from '../events/pending-events.js';
import { Gates } from '../order/gates.js';
import type { Key } from '../order/key.js';
import { nextDouble } from '../order/next-double.js';
import type { AdvancePromises } from '../promises/advance-promises.js';
import type { Topology } from '../topology/topology.js';
import { inletsOf, type Inlet } from './inlet.js';
import { Moments } from './moments.js';
import type { Partition } from './partition.js';
import type { Peer } from './peer.js';
import { PeerPorts } from './peer-ports.js';
import { PortGraph } from './port-graph.js';

/**
 * Bounds for ports, where one bound for a whole worker would make workers take turns.
 *
 * - The **gate** of a port is the moment before which nothing that is still under way can change what it does: the least
 *   of the promises for the inlets of this worker, each led on over its own links and over the ports of each node.
 * - A port **acts** at its next entry at the earliest, or when something reaches it that other ports can still send. What
 *   this allows for the links that cross is sent as promises, one for each inlet of the other worker.
 *
 * docs/development/port-bounds.md explains both, and why they differ.
 */
export class PortBounds {
  readonly gates: Gates;
  private readonly influence: PortGraph;
  private readonly activity: PortGraph;
  /** By place: when something can arrive from another worker. */
  private readonly arrivals: Moments;
  private readonly reached: Moments;
  /** By place: the inlet to which `reached` is due, as an index into `entrances`. */
  private readonly causes: Int32Array;
  private readonly acts: Moments;
  private readonly isHeld: Uint8Array;
  private readonly entrances: { readonly peer: Peer; readonly inlet: Inlet }[] = [];
  private readonly ports: readonly PeerPorts[];
  /** Number of activations since the promises were last computed. */
  private steps = 0;
  /** Roughly how many steps it took to compute the promises last. */
  private effort = 0;

  constructor(
    private readonly topology: Topology,
    { worker, hosts }: Partition,
    private readonly pending: PendingEvents,
    private readonly promises: AdvancePromises,
    peers: readonly Peer[],
  ) {
    const isOn = (host: number) => (port: number) => hosts[topology.nodeOf(port)] === host;
    const isOwn = isOn(worker);
    this.ports = peers.map((peer) => {
      const inlets = inletsOf(topology, peer.inbound, isOwn);
      for (const inlet of inlets) this.entrances.push({ peer, inlet });
      return (peer.ports = new PeerPorts(inlets, inletsOf(topology, peer.outbound, isOn(peer.worker))));
    });
    this.influence = new PortGraph(topology, isOwn, () => true);
    const mayCause = (from: number, to: number): boolean => topology.mayTime(from, to);
    const everything = new PortGraph(topology, isOwn, mayCause);
    const senders = peers.flatMap(({ outbound }) => [
      ...outbound.links.map(({ from }) => topology.tables.order[from]),
      ...outbound.reaching.flatMap(({ ports }) => ports.map((port) => topology.tables.order[port])),
    ]);
    const leads = everything.leadingTo(senders);
    this.activity = new PortGraph(topology, isOwn, mayCause, leads);
    const { size } = this.influence;
    this.gates = new Gates(topology.portCount);
    this.arrivals = new Moments(size);
    this.reached = new Moments(size);
    this.causes = new Int32Array(size).fill(-1);
    this.acts = new Moments(size);
    this.isHeld = new Uint8Array(size);
  }

  /** Computes the gates anew after news, or for another horizon. */
  raiseGates(floor: Key, horizon: number): void {
    const { arrivals, reached, causes, gates, topology } = this;
    const { order, portAt } = topology.tables;
    arrivals.clear();
    causes.fill(-1);
    let entrance = 0;
    for (const { inlets, promised } of this.ports) {
      for (let index = 0; index < inlets.length; index++, entrance++) {
        FIRST.set(0, Infinity, 0);
        inlets[index].arrival(floor.epoch, floor.place, FIRST, 0);
        FIRST.raise(0, promised.epochs[index], promised.after[index]);
        for (const port of inlets[index].ports)
          if (arrivals.lower(order[port], FIRST.epochs[0], FIRST.after[0])) causes[order[port]] = entrance;
      }
    }
    reached.epochs.set(arrivals.epochs);
    reached.after.set(arrivals.after);
    this.influence.spread(reached, horizon, undefined, causes);
    for (let place = 0; place < portAt.length; place++) {
      const epoch = reached.epochs[place];
      gates.found[portAt[place]] = reached.after[place] === 1 ? nextDouble(epoch) : epoch;
    }
  }

  /** Whether computing the bounds again costs little compared with what this worker has done since. */
  get isWorthwhile(): boolean {
    return this.steps * CHEAPER >= this.effort;
  }

  /** Notes how many activations were made. */
  stepped(activations: number): void {
    this.steps += activations;
  }

  /** Computes what each peer can be promised, as `due`. */
  raisePromises(horizon: number): void {
    const { acts, arrivals, isHeld, activity, pending } = this;
    acts.clear();
    isHeld.fill(0);
    this.steps = 0;
    this.effort = pending.earliest(acts.epochs, isHeld) + activity.edgeCount + activity.size;
    for (let place = 0; place < acts.epochs.length; place++)
      if (isHeld[place] === 0) acts.lower(place, arrivals.epochs[place], arrivals.after[place]);
    activity.spread(acts, horizon, isHeld);
    for (const { outlets, due } of this.ports) {
      for (let index = 0; index < outlets.length; index++) {
        FIRST.set(0, horizon, 0);
        outlets[index].promised(acts, this.promises, FIRST, 0);
        due.raise(index, FIRST.epochs[0], FIRST.after[0]);
      }
    }
  }

  /** Through which inlet, and from which worker, something may come that a port must wait for. */
  blocker(port: number): { readonly peer: Peer; readonly inlet: Inlet } | undefined {
    return this.entrances[this.causes[this.topology.tables.order[port]]];
  }
}

const FIRST = new Moments(1);

/** An activation costs at least as much as this many steps over edges and entries. */
const CHEAPER = 64;
