import { adjacencyOf, contracted, LEAST_DELAY, sourcesOf, type Adjacency, type Topology } from '@disco-engine/kernel';
import type { Load } from './load.js';

/**
 * Cost of cutting a link without delay, relative to one with a minimum delay. If a link without delay is cut, two workers
 * synchronize at each epoch at which its sender is active; with lookahead, they can be that far apart.
 */
const COST_OF_NO_DELAY = 8;

/**
 * Likewise for the least delay: such a link may lead anywhere, so two workers take turns for each event.
 */
const COST_OF_LEAST_DELAY = 64;

/**
 * The cost of putting two nodes on different workers: the events on the links between them, in both directions, with those
 * without lookahead weighted higher. Symmetric; it excludes links of nodes to themselves, and complete layers, which every
 * placement cuts.
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
