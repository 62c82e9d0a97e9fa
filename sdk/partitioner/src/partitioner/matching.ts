import type { RandomStream } from '@disco-engine/kernel';
import { shuffle } from './shuffle.js';
import type { TrafficGraph } from './traffic-graph.js';

/** Constraints on mates. */
export interface MatchingLimits {
  /** The most that two mates may weigh together. */
  readonly heaviest: number;
  /** Per node, its part; mates must be in the same one. Without it, any two nodes qualify. */
  readonly parts?: Int32Array | undefined;
}

/** Nodes with at least this share of the mean degree count as having equal degrees, so that their order stays random. */
const HIGH_DEGREE = 0.7;

/**
 * Pairs nodes, those of low degree first: with the neighbor that has the heaviest edge and is not itself heavy, or else with a
 * node that has a common neighbor, which is what the many leaves of a hub need.
 *
 * @returns per node, its mate, or itself if it has none
 */
export function matchNodes(graph: TrafficGraph, limits: MatchingLimits, random: RandomStream): Int32Array {
  const nodes = graph.nodeWeights.length;
  const order = Int32Array.from({ length: nodes }, (_, node) => node);
  shuffle(order, random);
  const sorted = sortedByDegree(order, graph);
  const matching = new Matching(graph, limits);
  for (const node of sorted) matching.matchHeaviestEdge(node);
  for (const node of sorted) matching.matchTwoHops(node);
  return matching.mates.map((mate, node) => (mate < 0 ? node : mate));
}

function sortedByDegree(order: Int32Array, { starts }: TrafficGraph): Int32Array {
  const nodes = order.length;
  const most = Math.floor((HIGH_DEGREE * (starts[nodes] ?? NaN)) / nodes);
  const degree = (node: number): number => Math.min(most, (starts[node + 1] ?? NaN) - (starts[node] ?? NaN));
  const places = new Int32Array(most + 2);
  for (const node of order) {
    const next = degree(node) + 1;
    places[next] = (places[next] ?? NaN) + 1;
  }
  for (let index = 0; index <= most; index++) places[index + 1] = (places[index + 1] ?? NaN) + (places[index] ?? NaN);
  const sorted = new Int32Array(nodes);
  for (const node of order) {
    const place = places[degree(node)] ?? NaN;
    sorted[place] = node;
    places[degree(node)] = place + 1;
  }
  return sorted;
}

class Matching {
  /** Per node; -1 if it is free. */
  readonly mates: Int32Array;
  /** A free node without edges; -1 if there is none. */
  private lonely = -1;

  constructor(
    private readonly graph: TrafficGraph,
    private readonly limits: MatchingLimits,
  ) {
    this.mates = new Int32Array(graph.nodeWeights.length).fill(-1);
  }

  matchHeaviestEdge(node: number): void {
    const { starts, targets, weights, nodeWeights } = this.graph;
    if ((this.mates[node] ?? NaN) >= 0) return;
    let mate = -1;
    let best = -1;
    for (let edge = starts[node] ?? NaN; edge < (starts[node + 1] ?? NaN); edge++) {
      const other = targets[edge] ?? NaN;
      if ((this.mates[other] ?? NaN) >= 0 || !this.fit(node, other)) continue;
      const rating = (weights[edge] ?? NaN) ** 2 / Math.max(1, nodeWeights[other] ?? NaN);
      if (rating <= best) continue;
      mate = other;
      best = rating;
    }
    if (mate >= 0) this.pair(node, mate);
  }

  /** Pairs the free neighbors of a node; a node without edges is paired with another such node. */
  matchTwoHops(node: number): void {
    const { starts, targets } = this.graph;
    if (starts[node] === starts[node + 1]) {
      this.lonely = this.pairWaiting(this.lonely, node);
      return;
    }
    let waiting = -1;
    for (let edge = starts[node] ?? NaN; edge < (starts[node + 1] ?? NaN); edge++)
      if ((this.mates[targets[edge] ?? NaN] ?? NaN) < 0) waiting = this.pairWaiting(waiting, targets[edge] ?? NaN);
  }

  /** @returns the node that is waiting now; -1 if the two were paired */
  private pairWaiting(waiting: number, node: number): number {
    if (waiting < 0 || !this.fit(waiting, node)) return node;
    this.pair(waiting, node);
    return -1;
  }

  private fit(node: number, other: number): boolean {
    const { heaviest, parts } = this.limits;
    const { nodeWeights } = this.graph;
    if ((nodeWeights[node] ?? NaN) + (nodeWeights[other] ?? NaN) > heaviest) return false;
    return parts === undefined || parts[node] === parts[other];
  }

  private pair(node: number, mate: number): void {
    this.mates[node] = mate;
    this.mates[mate] = node;
  }
}
