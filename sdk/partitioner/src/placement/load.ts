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
    let sum = 0;
    for (const vertex of vertices.subarray(vertexStarts[node], vertexStarts[node + 1]))
      sum += graph.weights[vertex] ?? NaN;
    work[node] = sum;
  }
  return { work, traffic: new Float64Array(linkTargets.length).fill(1) };
}

function measuredLoad(topology: Topology, { activations, events }: Activity): Load {
  const { nodes, linkStarts, linkTargets } = topology.tables;
  const activationsOf = new Map(Object.entries(activations));
  const work = Float64Array.from(nodes, (name) => activationsOf.get(name) ?? 0);
  const traffic = new Float64Array(linkTargets.length);
  for (const [node, name] of nodes.entries()) {
    const sent = Object.hasOwn(events, name) ? events[name] : undefined;
    if (sent === undefined) continue;
    const firstLink = linkStarts[topology.port(node, 0)] ?? NaN;
    const targets = linkTargets.subarray(firstLink, linkStarts[topology.port(node + 1, 0)]);
    for (const [place, port] of targets.entries()) {
      const target = topology.portName(port);
      // Which of its ports sent is not known; the first link to a port stands for all of them.
      const first = place === targets.indexOf(port);
      if (first && Object.hasOwn(sent, target)) traffic[firstLink + place] = sent[target] ?? NaN;
    }
  }
  return { work, traffic };
}
