import type { Assignment } from './assignment.js';

/**
 * Gives each part without a node one of a part that has several: that which adds least to the cut, and of these one from the heaviest
 * part. No part comes to weigh more than the heaviest did before.
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

/** -1 where no part has more than one node. */
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
