import { Assignment } from './assignment.js';
import { GainQueue } from './gain-queue.js';
import type { TrafficGraph } from './traffic-graph.js';

/**
 * Moves nodes out of parts that weigh too much, those first that add least to the cut for their weight. Where a node fits into no part,
 * it may go to one that then still has less above its limit than the part that it leaves; so with one limit for all, no part is left
 * that weighs more than both its limit and the mean with the heaviest node.
 *
 * @param leastGain only moves that gain this much or more
 */
export function rebalance(assignment: Assignment, leastGain = -Infinity): void {
  // A move may make room for another that there was none for before.
  while (assignment.excess > 0 && new Relief(assignment, leastGain).run() > 0);
}

/** Evens out what the parts weigh, as far as that cuts no more. */
export function evenOut(graph: TrafficGraph, parts: Int32Array, count: number): void {
  const total = graph.nodeWeights.reduce((sum, weight) => sum + weight, 0);
  rebalance(new Assignment(graph, parts, new Float64Array(count).fill(Math.ceil(total / count))), 0);
}

/** One pass over the nodes of the parts that weigh too much. */
class Relief {
  private readonly queue: GainQueue;

  constructor(
    private readonly assignment: Assignment,
    private readonly leastGain: number,
  ) {
    this.queue = new GainQueue(assignment.parts.length);
  }

  /** Returns the number of moves. */
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

  /** Where a node of a part that weighs too much can go; -1 where it has to stay. */
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

  /** What a move gains for the weight that it takes away; a loss is the less bad the more weight goes. */
  private rating(node: number, to: number): number {
    const gain = this.assignment.gain(node, to);
    const weight = this.assignment.graph.nodeWeights[node] ?? NaN;
    return gain > 0 ? gain * weight : gain / weight;
  }
}
