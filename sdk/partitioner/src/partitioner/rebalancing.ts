import { Assignment } from './assignment.js';
import { GainQueue } from './gain-queue.js';
import type { TrafficGraph } from './traffic-graph.js';

/**
 * Moves nodes out of overweight parts, first those that add least to the cut for their weight. If a node fits into no part, it
 * may go to one that then exceeds its limit by less than the part that it leaves. So with the same limit for all parts, none
 * ends up above both its limit and the mean plus the heaviest node.
 *
 * @param leastGain the least gain of a move
 */
export function rebalance(assignment: Assignment, leastGain = -Infinity): void {
  // A move may make room for another one.
  while (assignment.excess > 0 && new Relief(assignment, leastGain).run() > 0);
}

/** Evens out the weights of the parts, as far as that does not increase the cut. */
export function evenOut(graph: TrafficGraph, parts: Int32Array, count: number): void {
  const total = graph.nodeWeights.reduce((sum, weight) => sum + weight, 0);
  rebalance(new Assignment(graph, parts, new Float64Array(count).fill(Math.ceil(total / count))), 0);
}

/** One pass over the nodes of the overweight parts. */
class Relief {
  private readonly queue: GainQueue;

  constructor(
    private readonly assignment: Assignment,
    private readonly leastGain: number,
  ) {
    this.queue = new GainQueue(assignment.parts.length);
  }

  /** @returns the number of moves */
  run(): number {
    const { assignment, queue } = this;
    const { parts, graph } = assignment;
    const { starts, targets } = graph;
    for (const [node, part] of parts.entries()) if (this.isOver(part)) this.consider(node);
    let moves = 0;
    while (assignment.excess > 0 && queue.size > 0) {
      const before = queue.gain;
      const node = queue.pop();
      const to = this.destination(node);
      if (to < 0) continue;
      const rating = this.rating(node, to);
      if (rating < before && rating < queue.gain) {
        queue.set(node, rating);
        continue;
      }
      assignment.move(node, to);
      moves++;
      for (const target of targets.subarray(starts[node], starts[node + 1]))
        if (this.isOver(parts[target] ?? NaN)) this.consider(target);
    }
    return moves;
  }

  private isOver(part: number): boolean {
    const { partWeights, limits } = this.assignment;
    return (partWeights[part] ?? NaN) > (limits[part] ?? NaN);
  }

  private consider(node: number): void {
    const to = this.destination(node);
    if (to < 0) this.queue.remove(node);
    else this.queue.set(node, this.rating(node, to));
  }

  /** The part that a node of an overweight part can go to; -1 if it has to stay. */
  private destination(node: number): number {
    const { assignment, leastGain } = this;
    const weight = assignment.graph.nodeWeights[node] ?? NaN;
    const own = assignment.parts[node] ?? NaN;
    if (weight === 0 || !this.isOver(own)) return -1;
    let to = assignment.strongestPart(node);
    if (to < 0) {
      to = this.roomiest(own);
      if (this.room(to) - weight <= this.room(own)) return -1;
    }
    return assignment.gain(node, to) >= leastGain ? to : -1;
  }

  private roomiest(own: number): number {
    let best = own === 0 ? 1 : 0;
    for (let part = best + 1; part < this.assignment.limits.length; part++)
      if (part !== own && this.room(part) > this.room(best)) best = part;
    return best;
  }

  private room(part: number): number {
    const { partWeights, limits } = this.assignment;
    return (limits[part] ?? NaN) - (partWeights[part] ?? NaN);
  }

  /** Rates the gain of a move by the weight that it takes away: the more weight, the less a loss counts. */
  private rating(node: number, to: number): number {
    const gain = this.assignment.gain(node, to);
    const weight = this.assignment.graph.nodeWeights[node] ?? NaN;
    return gain > 0 ? gain * weight : gain / weight;
  }
}
