import type { Topology } from '@disco-engine/kernel';
import type { Scenario } from '@disco-engine/sdk';
import type { Activity } from './activity.js';

/** How much work each node makes, and how many events each link carries, in units of their own. */
export interface Load {
  /** Per node. */
  readonly work: Float64Array;
  /** Per link of the topology. */
  readonly traffic: Float64Array;
}

/**
 * The load of a run that was measured; or what is assumed of one that was not: a node has as much work as its vertices weigh, and
 * all links carry the same.
 */
export function loadOf(topology: Topology, scenario: Scenario, activity: Activity | undefined): Load {
  return activity === undefined ? assumedLoad(topology, scenario) : measuredLoad(topology, activity);
}

function assumedLoad({ nodeCount, tables }: Topology, { graph }: Scenario): Load {
  const { vertexStarts, vertices, linkTargets } = tables;
  const work = new Float64Array(nodeCount);
  for (let node = 0; node < nodeCount; node++) {
    for (let at = vertexStarts[node]; at < vertexStarts[node + 1]; at++) work[node] += graph.weights[vertices[at]];
  }
  return { work, traffic: new Float64Array(linkTargets.length).fill(1) };
}

function measuredLoad(topology: Topology, { activations, events }: Activity): Load {
  const { nodes, linkStarts, linkTargets } = topology.tables;
  const work = Float64Array.from(nodes, (name) => (Object.hasOwn(activations, name) ? activations[name] : 0));
  const traffic = new Float64Array(linkTargets.length);
  for (const [node, name] of nodes.entries()) {
    if (!Object.hasOwn(events, name)) continue;
    for (let link = linkStarts[topology.port(node, 0)]; link < linkStarts[topology.port(node + 1, 0)]; link++) {
      const target = topology.portName(linkTargets[link]);
      // Which of its ports sent is not known; the first link to a port stands for all of them.
      const first = link === firstLinkTo(topology, node, linkTargets[link]);
      if (first && Object.hasOwn(events[name], target)) traffic[link] = events[name][target];
    }
  }
  return { work, traffic };
}

function firstLinkTo(topology: Topology, node: number, target: number): number {
  const { linkStarts, linkTargets } = topology.tables;
  return linkTargets.indexOf(target, linkStarts[topology.port(node, 0)]);
}
