import { adjacencyOf, contracted, LEAST_DELAY, sourcesOf, type Adjacency, type Topology } from '@disco-engine/kernel';
import type { Load } from './load.js';

/**
 * How many times as much it costs to cut a link without delay as one with a minimum delay. Where a link without delay is cut, two
 * workers meet at each epoch at which its sender is active; where there is lookahead, they can be that far apart.
 */
const COST_OF_NO_DELAY = 8;

/**
 * The same for the least delay: a link of it may lead anywhere, so that two workers take turns for each event.
 */
const COST_OF_LEAST_DELAY = 64;

/**
 * What it costs to put two nodes on different workers: the events of the links between them, both ways, with those that leave no time counted
 * more. Symmetric; without the nodes themselves and without complete layers, which every placement cuts.
 */
export function cutCosts({ nodeCount, simprocCount, tables }: Topology, { traffic }: Load): Adjacency {
  const { linkStarts, linkTargets, simprocs } = tables;
  const ports = sourcesOf({ starts: linkStarts, targets: linkTargets });
  const links = linkTargets.length;
  const from = new Int32Array(2 * links);
  const to = new Int32Array(2 * links);
  const costs = new Float64Array(2 * links);
  const factors = simprocs.map(({ minimumDelay }) => costFactor(minimumDelay));
  for (const [link, port] of linkTargets.entries()) {
    const source = Math.trunc((ports[link] ?? NaN) / simprocCount);
    const target = Math.trunc(port / simprocCount);
    from[link] = to[links + link] = source;
    to[link] = from[links + link] = target;
    costs[link] = costs[links + link] = (traffic[link] ?? NaN) * (factors[port % simprocCount] ?? NaN);
  }
  const itself = Int32Array.from({ length: nodeCount }, (_, node) => node);
  return contracted(adjacencyOf(nodeCount, from, to, costs).adjacency, itself, nodeCount);
}

function costFactor(minimumDelay: number): number {
  if (minimumDelay === LEAST_DELAY) return COST_OF_LEAST_DELAY;
  return minimumDelay > 0 ? 1 : COST_OF_NO_DELAY;
}
