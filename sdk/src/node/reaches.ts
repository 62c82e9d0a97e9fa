import { NO_LINK, type Topology } from '@disco-engine/kernel';
import type { Reach } from './successors.js';

/** Reads from a topology what nodes can reach. What all nodes reach on a complete layer is one list for all of them. */
export class Reaches {
  readonly #complete = new Map<number, Reach>();

  constructor(private readonly topology: Topology) {}

  /** The other nodes that a node can reach on a layer, along edges or because the layer is complete. */
  onLayer(node: number, simproc: number): Reach {
    if (this.topology.tables.simprocs[simproc].complete) return this.#onCompleteLayer(simproc);
    return this.#along(node, simproc, (port) => this.topology.nodeOf(port) !== node);
  }

  /** The node itself, if a self relation leads to the simproc. */
  self(node: number, simproc: number): Reach {
    return this.#along(node, simproc, (port) => this.topology.nodeOf(port) === node);
  }

  /** The links of one layer stand side by side and in the same order for every emitting simproc. */
  #along(node: number, simproc: number, belongs: (port: number) => boolean): Reach {
    const { topology } = this;
    const { linkStarts, linkTargets, linkWeights, simprocs } = topology.tables;
    const firstLinks = new Int32Array(topology.simprocCount).fill(NO_LINK);
    let names: string[] = [];
    let weights = new Float64Array();
    for (let from = 0; from < topology.simprocCount; from++) {
      const port = topology.port(node, from);
      const links: number[] = [];
      for (let link = linkStarts[port]; link < linkStarts[port + 1]; link++) {
        if (topology.simprocOf(linkTargets[link]) === simproc && belongs(linkTargets[link])) links.push(link);
      }
      if (links.length === 0) continue;
      firstLinks[from] = links[0];
      names = links.map((link) => topology.nodeName(topology.nodeOf(linkTargets[link])));
      weights = Float64Array.from(links, (link) => linkWeights[link]);
    }
    const { name, minimumDelay } = simprocs[simproc];
    return { simproc: name, minimumDelay, names, weights, firstLinks, ports: undefined };
  }

  #onCompleteLayer(simproc: number): Reach {
    const { topology } = this;
    const known = this.#complete.get(simproc);
    if (known !== undefined) return known;
    const handled = topology.tables.nodes.flatMap((name, node) => {
      const port = topology.port(node, simproc);
      return topology.isHandled(port) ? [{ name, port }] : [];
    });
    const { name, minimumDelay } = topology.tables.simprocs[simproc];
    const reach: Reach = {
      simproc: name,
      minimumDelay,
      names: handled.map((entry) => entry.name),
      weights: new Float64Array(),
      firstLinks: new Int32Array(),
      ports: Int32Array.from(handled, (entry) => entry.port),
    };
    this.#complete.set(simproc, reach);
    return reach;
  }
}
