import type { Topology } from '../topology/topology.js';
import { LATER, type Moments } from './moments.js';

/** An edge of a port graph: what happens at one vertex can matter at another one after a delay, or `LATER`. */
interface Edge {
  readonly from: number;
  readonly to: number;
  readonly delay: number;
}

/** Which ports of a node affect one another, besides by links. */
export type Coupling = (from: number, to: number) => boolean;

/**
 * How the own ports of a worker affect one another: by links, and as ports of one node. Vertices are the places in the
 * order of activation; each complete layer is one more, between its senders and its receivers.
 */
export class PortGraph {
  /** Number of vertices. */
  readonly size: number;
  readonly edgeCount: number;
  /** Per vertex, where its edges start; first those along links. */
  private readonly starts: Int32Array;
  private readonly couplings: Int32Array;
  private readonly targets: Int32Array;
  private readonly delays: Float64Array;
  private readonly dirty: Uint8Array;

  /** @param leads per vertex, whether edges to it are wanted; all are if it is left out */
  constructor(topology: Topology, isOwn: (port: number) => boolean, isCoupled: Coupling, leads?: Uint8Array) {
    const isWanted = ({ to }: Edge): boolean => leads === undefined || leads[to] === 1;
    const links = linkEdges(topology, isOwn).filter(isWanted);
    const couplings = couplingEdges(topology, isOwn, isCoupled).filter(isWanted);
    this.size = topology.placeCount + topology.simprocCount;
    this.edgeCount = links.length + couplings.length;
    this.starts = new Int32Array(this.size + 1);
    this.couplings = new Int32Array(this.size);
    this.targets = new Int32Array(this.edgeCount);
    this.delays = new Float64Array(this.edgeCount);
    this.dirty = new Uint8Array(this.size);
    this.fill(links, couplings);
  }

  /**
   * Lowers the moments of all vertices to what can follow from the moments of others.
   *
   * @param until what follows from this epoch or a later one is left out
   * @param isHeld per vertex, whether nothing that comes along a link matters there
   * @param causes per vertex, a number that follows each moment to where it leads
   */
  spread(moments: Moments, until: number, isHeld?: Uint8Array, causes?: Int32Array): void {
    const { dirty, size, starts, couplings, targets, delays } = this;
    const { epochs, after } = moments;
    for (let vertex = 0; vertex < size; vertex++) dirty[vertex] = epochs[vertex] < until ? 1 : 0;
    for (let again = true; again;) {
      again = false;
      // Links without delay lead to greater places, so one pass follows them to their end.
      for (let from = 0; from < size; from++) {
        if (dirty[from] === 0) continue;
        dirty[from] = 0;
        const epoch = epochs[from];
        const later = after[from];
        if (!(epoch < until)) continue;
        for (let edge = starts[from]; edge < starts[from + 1]; edge++) {
          const to = targets[edge];
          if (isHeld !== undefined && isHeld[to] === 1 && edge < couplings[from]) continue;
          if (!moments.lowerBy(to, epoch, later, delays[edge])) continue;
          if (causes !== undefined) causes[to] = causes[from];
          dirty[to] = 1;
          if (to <= from) again = true;
        }
      }
    }
  }

  /** Which vertices lead to one of those given; these included. */
  leadingTo(ends: Iterable<number>): Uint8Array {
    const { starts, targets, size } = this;
    const leads = new Uint8Array(size);
    for (const end of ends) leads[end] = 1;
    for (let again = true; again;) {
      again = false;
      for (let from = size - 1; from >= 0; from--) {
        if (leads[from] === 1) continue;
        for (let edge = starts[from]; edge < starts[from + 1]; edge++) {
          if (leads[targets[edge]] === 0) continue;
          leads[from] = 1;
          again = true;
          break;
        }
      }
    }
    return leads;
  }

  private fill(links: readonly Edge[], couplings: readonly Edge[]): void {
    const { starts, targets, delays } = this;
    for (const { from } of [...links, ...couplings]) starts[from + 1] += 1;
    for (let vertex = 0; vertex < this.size; vertex++) starts[vertex + 1] += starts[vertex];
    const ends = starts.slice(0, this.size);
    const add = ({ from, to, delay }: Edge): void => {
      targets[ends[from]] = to;
      delays[ends[from]] = delay;
      ends[from] += 1;
    };
    links.forEach(add);
    this.couplings.set(ends);
    couplings.forEach(add);
  }
}

function linkEdges(topology: Topology, isOwn: (port: number) => boolean): Edge[] {
  const { order, portAt, linkStarts, linkTargets, layers, simprocs, completeReach, kindOf } = topology.tables;
  const edges: Edge[] = [];
  const joined = new Set<number>();
  for (const port of portAt) {
    if (!isOwn(port)) continue;
    const from = order[port];
    for (let link = linkStarts[port]; link < linkStarts[port + 1]; link++) {
      const to = linkTargets[link];
      if (isOwn(to)) edges.push({ from, to: order[to], delay: simprocs[layers[to]].minimumDelay });
    }
    for (const [layer, { minimumDelay: delay }] of simprocs.entries()) {
      if (completeReach[kindOf[port] * (simprocs.length + 1) + layer] === 0) continue;
      edges.push({ from, to: portAt.length + layer, delay });
      joined.add(layer);
    }
  }
  for (const port of portAt) {
    const layer = layers[port];
    if (isOwn(port) && joined.has(layer)) edges.push({ from: portAt.length + layer, to: order[port], delay: 0 });
  }
  return edges;
}

function couplingEdges(topology: Topology, isOwn: (port: number) => boolean, isCoupled: Coupling): Edge[] {
  const { order, portAt } = topology.tables;
  const edges: Edge[] = [];
  for (const port of portAt) {
    if (!isOwn(port)) continue;
    const first = topology.port(topology.nodeOf(port), 0);
    for (let other = first; other < first + topology.simprocCount; other++) {
      if (other === port || order[other] < 0 || !isCoupled(port, other)) continue;
      edges.push({ from: order[port], to: order[other], delay: order[other] > order[port] ? 0 : LATER });
    }
  }
  return edges;
}
