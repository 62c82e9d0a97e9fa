import type { Topology } from '../topology/topology.js';
import { Cut, type CrossingLayer, type CrossingLink } from './cut.js';
import type { Partition } from './partition.js';

/** The links that cross between this worker and the others, and which workers can affect which. */
export interface Cuts {
  /** Per worker, the cut from this worker to it. */
  readonly outbound: readonly Cut[];
  /** Per worker, the cut from it to this worker. */
  readonly inbound: readonly Cut[];
  /**
   * Per worker, whether anything it does can have an effect here, through any number of other workers. True for this
   * worker.
   */
  readonly matters: readonly boolean[];
  /** Per worker, whether anything that happens here can have an effect there. */
  readonly affects: readonly boolean[];
}

export function cutsOf(topology: Topology, { worker: self, workers, hosts }: Partition): Cuts {
  const { linkStarts, linkTargets, layers, portAt, simprocs } = topology.tables;
  const hostOf = (port: number): number => hosts[topology.nodeOf(port)];
  const leads = Array.from({ length: workers }, () => new Uint8Array(workers));
  const [outbound, inbound] = [0, 1].map(() => Array.from({ length: workers }, (): CrossingLink[] => []));
  for (const from of portAt) {
    const source = hostOf(from);
    for (let link = linkStarts[from]; link < linkStarts[from + 1]; link++) {
      const to = linkTargets[link];
      const target = hostOf(to);
      if (source === target) continue;
      leads[source][target] = 1;
      const crossing = { from, to, link, delay: simprocs[layers[to]].minimumDelay };
      if (source === self) outbound[target].push(crossing);
      else if (target === self) inbound[source].push(crossing);
    }
  }
  const reaching = completeLayers(topology, workers, hostOf);
  const layersBetween = (from: number, to: number): CrossingLayer[] =>
    from === to
      ? []
      : reaching.flatMap(({ layer, delay, senders, receivers }) =>
          senders[from].length > 0 && receivers[to] ? [{ layer, delay, ports: senders[from] }] : [],
        );
  for (let from = 0; from < workers; from++)
    for (let to = 0; to < workers; to++) if (layersBetween(from, to).length > 0) leads[from][to] = 1;
  return {
    outbound: outbound.map((links, other) => new Cut(topology, links, layersBetween(self, other))),
    inbound: inbound.map((links, other) => new Cut(topology, links, layersBetween(other, self))),
    matters: reachable(self, workers, (from, to) => leads[to][from] === 1),
    affects: reachable(self, workers, (from, to) => leads[from][to] === 1),
  };
}

interface CompleteLayer {
  readonly layer: number;
  readonly delay: number;
  /** Per worker, its ports that may send on the layer. */
  readonly senders: readonly number[][];
  /** Per worker, whether it has a port of the layer. */
  readonly receivers: readonly boolean[];
}

function completeLayers(topology: Topology, workers: number, hostOf: (port: number) => number): CompleteLayer[] {
  const { simprocs, completeReach, kindOf, portAt } = topology.tables;
  return simprocs.flatMap(({ complete, minimumDelay: delay }, layer): CompleteLayer[] => {
    if (!complete) return [];
    const senders = Array.from({ length: workers }, (): number[] => []);
    const receivers = Array.from({ length: workers }, () => false);
    for (const port of portAt) {
      if (topology.simprocOf(port) === layer) receivers[hostOf(port)] = true;
      if (completeReach[kindOf[port] * (simprocs.length + 1) + layer] === 1) senders[hostOf(port)].push(port);
    }
    return [{ layer, delay, senders, receivers }];
  });
}

function reachable(start: number, workers: number, leads: (from: number, to: number) => boolean): boolean[] {
  const reached = Array.from({ length: workers }, (_, worker) => worker === start);
  const queue = [start];
  for (let from = queue.pop(); from !== undefined; from = queue.pop()) {
    for (let to = 0; to < workers; to++) {
      if (reached[to] || !leads(from, to)) continue;
      reached[to] = true;
      queue.push(to);
    }
  }
  return reached;
}
