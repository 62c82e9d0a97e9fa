import type { Assignment } from './assignment.js';

/**
 * Gives each part without a node one of a part that has several: that which adds least to the cut, and of these one from the heaviest
 * part. No part comes to weigh more than the heaviest did before.
 */
export function fillEmptyParts(assignment: Assignment): void {
  const { parts, limits } = assignment;
  const sizes = new Int32Array(limits.length);
  for (const part of parts) sizes[part]++;
  for (let empty = 0; empty < sizes.length; empty++) {
    if (sizes[empty] > 0) continue;
    const node = cheapestToMove(assignment, sizes, empty);
    if (node < 0) return;
    sizes[parts[node]]--;
    sizes[empty]++;
    assignment.move(node, empty);
  }
}

/** -1 where no part has more than one node. */
function cheapestToMove(assignment: Assignment, sizes: Int32Array, to: number): number {
  const { parts, partWeights } = assignment;
  let best = -1;
  let [most, heaviest] = [-Infinity, -Infinity];
  for (let node = 0; node < parts.length; node++) {
    const part = parts[node];
    if (sizes[part] < 2) continue;
    const gain = assignment.gain(node, to);
    if (gain < most || (gain === most && partWeights[part] <= heaviest)) continue;
    best = node;
    most = gain;
    heaviest = partWeights[part];
  }
  return best;
}
