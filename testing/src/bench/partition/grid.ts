import type { TrafficGraph } from '@disco-engine/partitioner';
import { graphFromEdges, type WeightedEdge } from './graph-from-edges.js';

/**
 * A box of `width * height * depth` nodes of weight 1, each connected to its up to six neighbours; a rectangle if one
 * side is 1.
 */
export function grid(width: number, height: number, depth = 1): TrafficGraph {
  const edges: WeightedEdge[] = [];
  for (let z = 0; z < depth; z++) {
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const node = (z * height + y) * width + x;
        if (x + 1 < width) edges.push([node, node + 1, 1]);
        if (y + 1 < height) edges.push([node, node + width, 1]);
        if (z + 1 < depth) edges.push([node, node + width * height, 1]);
      }
    }
  }
  return graphFromEdges(width * height * depth, edges);
}
