import type { TrafficGraph } from './traffic-graph.js';

/** The weights of all edges between different parts, each edge counted once. */
export function cutOf({ starts, targets, weights }: TrafficGraph, parts: Int32Array): number {
  let twice = 0;
  for (let node = 0; node < parts.length; node++) {
    for (let edge = starts[node]; edge < starts[node + 1]; edge++)
      if (parts[targets[edge]] !== parts[node]) twice += weights[edge];
  }
  return twice / 2;
}
