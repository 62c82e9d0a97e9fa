import type { TrafficGraph } from './traffic-graph.js';

/** The weight of all edges between different parts, each edge counted once. */
export function cutOf(
  { starts, targets, weights }: Pick<TrafficGraph, 'starts' | 'targets' | 'weights'>,
  parts: Int32Array,
): number {
  let twice = 0;
  for (let node = 0; node < parts.length; node++) {
    for (let edge = starts[node] ?? NaN; edge < (starts[node + 1] ?? NaN); edge++)
      if (parts[targets[edge] ?? NaN] !== parts[node]) twice += weights[edge] ?? NaN;
  }
  return twice / 2;
}
