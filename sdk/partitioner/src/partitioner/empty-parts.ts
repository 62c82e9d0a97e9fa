import type { Assignment } from './assignment.js';

/**
 * Gives each empty part a node of a part that has several: the node that adds least to the cut, and among equals one from the
 * heaviest part. No part becomes heavier than the heaviest was before.
 */
export function fillEmptyParts(assignment: Assignment): void {
  const { parts, limits } = assignment;
  const sizes = new Int32Array(limits.length);
  for (const part of parts) sizes[part] = (sizes[part] ?? NaN) + 1;
  for (let empty = 0; empty < sizes.length; empty++) {
    if ((sizes[empty] ?? NaN) > 0) continue;
    const node = cheapestToMove(assignment, sizes, empty);
    if (node < 0) return;
    const from = parts[node] ?? NaN;
    sizes[from] = (sizes[from] ?? NaN) - 1;
    sizes[empty] = 1;
    assignment.move(node, empty);
  }
}

/** -1 if no part has more than one node. */
function cheapestToMove(assignment: Assignment, sizes: Int32Array, to: number): number {
  const { parts, partWeights } = assignment;
  let best = -1;
  let [most, heaviest] = [-Infinity, -Infinity];
  for (const [node, part] of parts.entries()) {
    if ((sizes[part] ?? NaN) < 2) continue;
    const gain = assignment.gain(node, to);
    if (gain < most || (gain === most && (partWeights[part] ?? NaN) <= heaviest)) continue;
    best = node;
    most = gain;
    heaviest = partWeights[part] ?? NaN;
  }
  return best;
}
