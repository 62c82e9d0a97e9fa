import type { RandomStream } from '@disco-engine/kernel';
import type { Assignment } from './assignment.js';
import { GainQueue } from './gain-queue.js';
import { shuffle } from './shuffle.js';

/** Consecutive moves without improvement after which a search gives up. */
const LONGEST = 200;

/** How much the gains may drift, relative to their variance, before a search gives up. */
const PATIENCE = 3;

/**
 * Refines an assignment by local searches from nodes at the boundary (C. Fiduccia and R. Mattheyses, "A Linear-Time Heuristic
 * for Improving Network Partitions", DAC 1982; localized as by V. Osipov and P. Sanders, "n-Level Graph Partitioning", ESA
 * 2010). A search accepts losses for a while, and is then rolled back to its best state.
 */
export class LocalSearch {
  private readonly queue: GainQueue;
  /** Per node, whether it was moved in this round. */
  private readonly moved: Uint8Array;
  private readonly movedNodes: Int32Array;
  private readonly movedFrom: Int32Array;
  private moves = 0;

  constructor(
    private readonly assignment: Assignment,
    private readonly random: RandomStream,
  ) {
    const nodes = assignment.parts.length;
    this.queue = new GainQueue(nodes);
    this.moved = new Uint8Array(nodes);
    this.movedNodes = new Int32Array(nodes);
    this.movedFrom = new Int32Array(nodes);
  }

  /** Searches once from every node at the boundary, in random order. @returns the reduction of the cut */
  round(): number {
    const { assignment, moved, random } = this;
    const seeds = new Int32Array(moved.length);
    let count = 0;
    for (let node = 0; node < moved.length; node++) if (assignment.isBoundary(node)) seeds[count++] = node;
    shuffle(seeds.subarray(0, count), random);
    moved.fill(0);
    this.moves = 0;
    let gained = 0;
    for (const seed of seeds.subarray(0, count)) {
      if (moved[seed] === 0) this.consider(seed);
      gained += this.search();
      this.queue.clear();
    }
    return gained;
  }

  private consider(node: number): void {
    const { assignment, queue } = this;
    const part = assignment.strongestPart(node);
    if (part < 0) queue.remove(node);
    else queue.set(node, assignment.gain(node, part));
  }

  private search(): number {
    const { assignment, queue, moved, movedNodes, movedFrom } = this;
    const { starts, targets } = assignment.graph;
    const { parts } = assignment;
    let kept = this.moves;
    let total = 0;
    let best = 0;
    let leastExcess = assignment.excess;
    let steps = 0;
    let mean = 0;
    let squares = 0;
    while (queue.size > 0) {
      const before = queue.gain;
      const node = queue.pop();
      const to = assignment.strongestPart(node);
      if (to < 0) continue;
      const gain = assignment.gain(node, to);
      if (gain < before && gain < queue.gain) {
        queue.set(node, gain);
        continue;
      }
      const from = parts[node] ?? NaN;
      assignment.move(node, to);
      moved[node] = 1;
      movedNodes[this.moves] = node;
      movedFrom[this.moves++] = from;
      total += gain;
      const { excess } = assignment;
      if (excess < leastExcess || (excess === leastExcess && total > best)) {
        best = total;
        leastExcess = excess;
        kept = this.moves;
        steps = 0;
        mean = 0;
        squares = 0;
      } else {
        steps++;
        const deviation = gain - mean;
        mean += deviation / steps;
        squares += deviation * (gain - mean);
        // Judging by the random walk of the gains so far, more moves are unlikely to beat the best state.
        if (steps > 1 && steps * mean * mean > (PATIENCE * squares) / (steps - 1)) break;
        if (steps > LONGEST) break;
      }
      for (let edge = starts[node] ?? NaN; edge < (starts[node + 1] ?? NaN); edge++) {
        const next = targets[edge] ?? NaN;
        if (moved[next] === 0) this.consider(next);
      }
    }
    for (let move = this.moves - 1; move >= kept; move--)
      assignment.move(movedNodes[move] ?? NaN, movedFrom[move] ?? NaN);
    this.moves = kept;
    return best;
  }
}
