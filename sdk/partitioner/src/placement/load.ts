import type { Topology } from '@disco-engine/kernel';
import type { Scenario } from '@disco-engine/sdk';
import type { Activity } from './activity.js';

/** The work of each node and the number of events on each link, each in its own unit. */
export interface Load {
  /** Per node. */
  readonly work: Float64Array;
  /** Per link of the topology. */
  readonly traffic: Float64Array;
}

/**
 * The measured load of a run or, if it was not measured, an assumption: a node's work is the weight of its vertices, and it sends the
 * same to every port that it may send to.
 */
export function loadOf(topology: Topology, scenario: Scenario, activity: Activity | undefined): Load {
  return activity === undefined ? assumedLoad(topology, scenario) : measuredLoad(topology, activity);
}

function assumedLoad(topology: Topology, { graph }: Scenario): Load {
  const { nodeCount, tables } = topology;
  const { vertexStarts, vertices } = tables;
  const work = new Float64Array(nodeCount);
  for (let node = 0; node < nodeCount; node++) {
    let sum = 0;
    for (const vertex of vertices.subarray(vertexStarts[node], vertexStarts[node + 1]))
      sum += graph.weights[vertex] ?? NaN;
    work[node] = sum;
  }
  return { work, traffic: assumedTraffic(topology) };
}

/** Each node sends alike to each port, through the first of its links to that port, however many of its handlers may send. */
function assumedTraffic({ nodeCount, simprocCount, tables }: Topology): Float64Array {
  const { linkStarts, linkTargets } = tables;
  const traffic = new Float64Array(linkTargets.length);
  for (let node = 0; node < nodeCount; node++) {
    const seen = new Set<number>();
    const end = linkStarts[(node + 1) * simprocCount] ?? NaN;
    for (let link = linkStarts[node * simprocCount] ?? NaN; link < end; link++) {
      const port = linkTargets[link] ?? NaN;
      if (!seen.has(port)) traffic[link] = 1;
      seen.add(port);
    }
  }
  return traffic;
}

function measuredLoad(topology: Topology, { activations, seconds = activations, events }: Activity): Load {
  const { nodes, linkStarts, linkTargets } = topology.tables;
  const workOf = new Map(Object.entries(seconds));
  const work = Float64Array.from(nodes, (name) => workOf.get(name) ?? 0);
  const traffic = new Float64Array(linkTargets.length);
  for (const [node, name] of nodes.entries()) {
    const sent = Object.hasOwn(events, name) ? events[name] : undefined;
    if (sent === undefined) continue;
    const firstLink = linkStarts[topology.port(node, 0)] ?? NaN;
    const targets = linkTargets.subarray(firstLink, linkStarts[topology.port(node + 1, 0)]);
    for (const [place, port] of targets.entries()) {
      const target = topology.portName(port);
      // The measurement does not say which of its ports sent; the first link to a port stands for all of them.
      const first = place === targets.indexOf(port);
      if (first && Object.hasOwn(sent, target)) traffic[firstLink + place] = sent[target] ?? NaN;
    }
  }
  return { work, traffic };
}
