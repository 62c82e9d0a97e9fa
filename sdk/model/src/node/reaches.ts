import { NO_LINK, type Topology, entryAt } from '@disco-engine/kernel';
import type { Reach } from './successors.js';

/** Reads from a topology which nodes a node can reach. On a complete layer, all nodes share one list. */
export class Reaches {
  readonly #complete = new Map<number, Reach>();
  readonly #numbers = new Map<number, Int32Array>();

  constructor(private readonly topology: Topology) {}

  /** The nodes that a node can reach on a layer: along edges, or all nodes, including itself, if the layer is complete. */
  onLayer(node: number, simproc: number): Reach {
    if (entryAt(this.topology.tables.simprocs, simproc).complete) return this.#onCompleteLayer(simproc);
    return this.#along(node, simproc);
  }

  /** The node itself, if a self relation or a complete layer leads back to it. */
  self(node: number, simproc: number): Reach {
    const { topology } = this;
    const { name, minimumDelay } = entryAt(topology.tables.simprocs, simproc);
    const own = topology.port(node, simproc);
    const offsets = topology.tables.simprocs.map((_, from) => topology.link(topology.port(node, from), own));
    const names = offsets.some((link) => link !== NO_LINK) ? [topology.nodeName(node)] : [];
    return { simproc: name, minimumDelay, names, weights: [], links: this.#upTo(names.length), offsets };
  }

  /** For every emitting simproc, the links of one layer are contiguous and in the same order. */
  #along(node: number, simproc: number): Reach {
    const { topology } = this;
    const { linkStarts, linkTargets, linkWeights, simprocs } = topology.tables;
    // Plain arrays: for the few entries of one node they take a third of the memory of typed ones.
    const offsets = simprocs.map(() => NO_LINK);
    let names: string[] = [];
    let weights: number[] = [];
    for (let from = 0; from < topology.simprocCount; from++) {
      const port = topology.port(node, from);
      const links: number[] = [];
      for (let link = linkStarts[port] ?? NaN; link < (linkStarts[port + 1] ?? NaN); link++) {
        const target = linkTargets[link] ?? NaN;
        if (topology.simprocOf(target) === simproc && topology.nodeOf(target) !== node) links.push(link);
      }
      if (links.length === 0) continue;
      offsets[from] = links[0] ?? NaN;
      names = links.map((link) => topology.nodeName(topology.nodeOf(linkTargets[link] ?? NaN)));
      weights = links.map((link) => linkWeights[link] ?? NaN);
    }
    const { name, minimumDelay } = entryAt(simprocs, simproc);
    return { simproc: name, minimumDelay, names, weights, links: this.#upTo(names.length), offsets };
  }

  #onCompleteLayer(simproc: number): Reach {
    const { topology } = this;
    const known = this.#complete.get(simproc);
    if (known !== undefined) return known;
    const handled = topology.tables.nodes.flatMap((name, node) => {
      const port = topology.port(node, simproc);
      return topology.isHandled(port) ? [{ name, port }] : [];
    });
    const { name, minimumDelay } = entryAt(topology.tables.simprocs, simproc);
    const reach: Reach = {
      simproc: name,
      minimumDelay,
      names: handled.map((entry) => entry.name),
      weights: [],
      links: Int32Array.from(handled, (entry) => ~entry.port),
      offsets: topology.tables.simprocs.map(() => 0),
    };
    this.#complete.set(simproc, reach);
    return reach;
  }

  /** The numbers from 0; nodes share one list per size. */
  #upTo(size: number): Int32Array {
    const known = this.#numbers.get(size) ?? Int32Array.from({ length: size }, (_, index) => index);
    this.#numbers.set(size, known);
    return known;
  }
}
