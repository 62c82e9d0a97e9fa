import type { Topology } from '../topology/topology.js';

/** A lookahead, and the groups of nodes that cannot influence each other in less time. */
export interface Lookahead {
  /** In simulated time, above 0. */
  readonly delay: number;
  /** Per port, the group of its node; groups are numbered from 0 in the order of their first nodes. */
  readonly groupOf: Int32Array;
  /** At least 2. */
  readonly groups: number;
}

/**
 * The lookaheads of the nodes of this worker, ascending: each minimum delay of a layer that leaves at least two groups
 * when all nodes joined by links of a smaller delay are taken together. What other workers send does not matter here:
 * no window reaches beyond the epoch before which nothing more can arrive from them.
 */
export function* lookaheads(topology: Topology, isOwn: (port: number) => boolean): Iterable<Lookahead> {
  const { simprocs } = topology.tables;
  const delays = [...new Set(simprocs.map(({ minimumDelay }) => minimumDelay))].sort((a, b) => a - b);
  const nodes = new JoinedNodes(topology, isOwn);
  for (const delay of delays) {
    if (delay > 0) {
      const groups = nodes.groups();
      if (groups.groups < 2) return;
      yield { delay, ...groups };
    }
    nodes.join(delay);
  }
}

/** Sets of nodes, as trees: each node leads to another one of its set, and the first one to itself. */
class JoinedNodes {
  private readonly leads: Int32Array;

  constructor(
    private readonly topology: Topology,
    private readonly isOwn: (port: number) => boolean,
  ) {
    this.leads = Int32Array.from({ length: topology.nodeCount }, (_, node) => node);
  }

  /** Joins the nodes at both ends of each link on a layer with this minimum delay. */
  join(delay: number): void {
    const { topology, isOwn } = this;
    const { linkStarts, linkTargets, simprocs } = topology.tables;
    for (let port = 0; port < topology.portCount; port++) {
      if (!isOwn(port)) continue;
      for (let link = linkStarts[port]; link < linkStarts[port + 1]; link++) {
        const to = linkTargets[link];
        if (isOwn(to) && simprocs[topology.simprocOf(to)].minimumDelay === delay) this.unite(port, to);
      }
    }
    simprocs.forEach(({ complete = false, minimumDelay }, layer) => {
      if (complete && minimumDelay === delay) this.joinComplete(layer);
    });
  }

  groups(): { readonly groupOf: Int32Array; readonly groups: number } {
    const { topology, isOwn } = this;
    const { nodeCount, simprocCount } = topology;
    const numbers = new Int32Array(nodeCount).fill(-1);
    const groupOf = new Int32Array(topology.portCount).fill(-1);
    let groups = 0;
    for (let node = 0; node < nodeCount; node++) {
      const port = topology.port(node, 0);
      if (!isOwn(port)) continue;
      const first = this.firstOf(node);
      if (numbers[first] < 0) numbers[first] = groups++;
      groupOf.fill(numbers[first], port, port + simprocCount);
    }
    return { groupOf, groups };
  }

  /** Each node that may send on a complete layer reaches all that handle it. */
  private joinComplete(layer: number): void {
    const { topology, isOwn } = this;
    const { simprocCount } = topology;
    let receiver = -1;
    for (let port = layer; port < topology.portCount; port += simprocCount)
      if (isOwn(port) && topology.isHandled(port)) receiver = port;
    if (receiver < 0) return;
    let sends = false;
    for (let port = 0; port < topology.portCount; port++) {
      if (!isOwn(port) || !topology.isHandled(port) || !topology.mayReach(port, receiver)) continue;
      sends = true;
      this.unite(port, receiver);
    }
    if (!sends) return;
    for (let port = layer; port < topology.portCount; port += simprocCount)
      if (isOwn(port) && topology.isHandled(port)) this.unite(port, receiver);
  }

  private unite(a: number, b: number): void {
    const [one, other] = [this.firstOf(this.topology.nodeOf(a)), this.firstOf(this.topology.nodeOf(b))];
    this.leads[Math.max(one, other)] = Math.min(one, other);
  }

  private firstOf(node: number): number {
    const { leads } = this;
    let first = node;
    while (leads[first] !== first) {
      leads[first] = leads[leads[first]];
      first = leads[first];
    }
    return first;
  }
}
