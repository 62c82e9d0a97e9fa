import { entryAt } from '../entry-at.js';
import type { SimprocSpec } from './topology-spec.js';

/** The arrays of a topology, built and checked by `buildTopology`. Nodes are numbered by name. */
export interface TopologyTables {
  readonly simprocs: readonly SimprocSpec[];
  /** Ascending by UTF-16 code units. */
  readonly nodes: readonly string[];
  readonly typeNames: readonly string[];
  /** Length: nodes + 1. The vertices of node `n` are `vertices[vertexStarts[n]]` up to `vertices[vertexStarts[n + 1]]`, ascending. */
  readonly vertexStarts: Int32Array;
  readonly vertices: Int32Array;
  /** Per vertex of the graph, the node that owns it. */
  readonly nodeOfVertex: Int32Array;
  /** Per node. */
  readonly typeOf: Int32Array;
  /** Per port, its place in the order (simproc, rank, node name); -1 if the node's type has no handler. */
  readonly order: Int32Array;
  /** The inverse of `order`. */
  readonly portAt: Int32Array;
  /** Per port, its depth in the zero-delay graph of its layer. */
  readonly rank: Int32Array;
  /** Per port, where its links start; length ports + 1. */
  readonly linkStarts: Int32Array;
  /**
   * Per link, the receiving port. The links of a port ascend by simproc and then node; its self relations come last.
   */
  readonly linkTargets: Int32Array;
  /** Per link, the sum of the weights of its edges; 1 for a self relation. */
  readonly linkWeights: Float64Array;
  /** Per port, its simproc, or the number of simprocs if the node's type has no handler. */
  readonly layers: Uint16Array;
  /** Per port, its kind, which determines what it does: type number * number of simprocs + simproc. */
  readonly kindOf: Int32Array;
  /**
   * One row per kind, with one entry per layer and a final entry for unhandled ports: 1 if ports of that kind may send
   * on that complete layer.
   */
  readonly completeReach: Uint8Array;
  /** One row per kind, with one entry per simproc: 1 if ports of that kind may set timers for that simproc of the node. */
  readonly timerReach: Uint8Array;
}

/**
 * Ports, links and ranks of a run, as numbers.
 *
 * - Node n is the n-th by name. The port of node n and simproc s is `n * simprocs.length + s`.
 * - A **link** is a number: at least 0, a declared link of the tables; below 0, the link `~port` to a port on a
 *   complete layer, which has too many links to list. `NO_LINK` is neither.
 */
export class Topology {
  readonly nodeCount: number;
  readonly simprocCount: number;
  readonly portCount: number;
  /** Number of handled ports, which have a place in the order of activation. */
  readonly placeCount: number;
  private readonly nodeIndices = new Map<string, number>();
  private readonly simprocIndices = new Map<string, number>();

  /** @internal Created by `buildTopology`. */
  constructor(readonly tables: TopologyTables) {
    this.nodeCount = tables.nodes.length;
    this.simprocCount = tables.simprocs.length;
    this.portCount = this.nodeCount * this.simprocCount;
    this.placeCount = tables.portAt.length;
    tables.nodes.forEach((name, index) => this.nodeIndices.set(name, index));
    tables.simprocs.forEach(({ name }, index) => this.simprocIndices.set(name, index));
  }

  /** The number of a node, or -1. */
  nodeIndex(name: string): number {
    return this.nodeIndices.get(name) ?? -1;
  }

  /** The number of a simproc, or -1. */
  simprocIndex(name: string): number {
    return this.simprocIndices.get(name) ?? -1;
  }

  nodeName(node: number): string {
    // Not `entryAt`: handlers look up the senders of events here.
    const name = this.tables.nodes[node];
    if (name === undefined) throw new RangeError(`there is no node ${node}; the topology has ${this.nodeCount}`);
    return name;
  }

  simprocName(simproc: number): string {
    return entryAt(this.tables.simprocs, simproc).name;
  }

  port(node: number, simproc: number): number {
    return node * this.simprocCount + simproc;
  }

  nodeOf(port: number): number {
    return (port / this.simprocCount) | 0;
  }

  simprocOf(port: number): number {
    return port % this.simprocCount;
  }

  /** `node/simproc` */
  portName(port: number): string {
    return `${this.nodeName(this.nodeOf(port))}/${this.simprocName(this.simprocOf(port))}`;
  }

  isHandled(port: number): boolean {
    return this.tables.order[port] !== -1;
  }

  /** The link from one port to another, or `NO_LINK` if none is declared. */
  link(from: number, to: number): number {
    if (this.mayReach(from, to)) return ~to;
    const { linkStarts, linkTargets } = this.tables;
    const [start, end] = [linkStarts[from] ?? NaN, linkStarts[from + 1] ?? NaN];
    if (end - start > FEW_LINKS) return this.linkAmongMany(from, to);
    for (let link = start; link < end; link++) {
      if (linkTargets[link] === to) return link;
    }
    return NO_LINK;
  }

  /** The receiving port of a link. */
  targetOf(link: number): number {
    return link < 0 ? ~link : (this.tables.linkTargets[link] ?? NaN);
  }

  /** Whether a port may send to another through a complete layer. */
  mayReach(from: number, to: number): boolean {
    const { completeReach, kindOf, layers } = this.tables;
    return completeReach[(kindOf[from] ?? NaN) * (this.simprocCount + 1) + (layers[to] ?? NaN)] === 1;
  }

  /** Whether a port may set timers for another port of its node. */
  mayTime(from: number, to: number): boolean {
    const { kindOf, timerReach } = this.tables;
    return timerReach[(kindOf[from] ?? NaN) * this.simprocCount + this.simprocOf(to)] === 1;
  }

  /** Binary search: the links of a port ascend by simproc and then node; its few self relations come last. */
  private linkAmongMany(from: number, to: number): number {
    const { linkStarts, linkTargets } = this.tables;
    const own = this.nodeOf(from);
    const start = linkStarts[from] ?? NaN;
    let end = linkStarts[from + 1] ?? NaN;
    for (; end > start && this.nodeOf(linkTargets[end - 1] ?? NaN) === own; end--) {
      if (linkTargets[end - 1] === to) return end - 1;
    }
    const layer = this.simprocOf(to);
    // Most ports send on one layer, whose targets simply ascend.
    const several =
      end > start && this.simprocOf(linkTargets[start] ?? NaN) !== this.simprocOf(linkTargets[end - 1] ?? NaN);
    let low = start;
    let high = end;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const target = linkTargets[middle] ?? NaN;
      if (target === to) return middle;
      const ahead = several ? this.simprocOf(target) - layer : 0;
      if (ahead < 0 || (ahead === 0 && target < to)) low = middle + 1;
      else high = middle;
    }
    return NO_LINK;
  }
}

/** Up to this many links, linear search is fastest. */
const FEW_LINKS = 16;

/** Returned when no link is declared. */
export const NO_LINK = 0x7fff_ffff;
