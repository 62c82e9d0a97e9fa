import type { Adjacency } from './adjacency.js';
import type { VertexMask } from './vertex-mask.js';

/**
 * Per vertex, the number of edges that leave it.
 *
 * @param within counts only edges between vertices of this mask; all other vertices have degree 0
 */
export function outDegrees({ starts, targets }: Adjacency, within?: VertexMask): Int32Array {
  const degrees = new Int32Array(starts.length - 1);
  if (within === undefined) {
    for (let vertex = 0; vertex < degrees.length; vertex++)
      degrees[vertex] = (starts[vertex + 1] ?? NaN) - (starts[vertex] ?? NaN);
    return degrees;
  }
  for (const vertex of within.indices) {
    for (let e = starts[vertex] ?? NaN; e < (starts[vertex + 1] ?? NaN); e++)
      if (within.has(targets[e] ?? NaN)) degrees[vertex] = (degrees[vertex] ?? NaN) + 1;
  }
  return degrees;
}

/**
 * Per vertex, the number of edges that lead to it.
 *
 * @param within counts only edges between vertices of this mask; all other vertices have degree 0
 */
export function inDegrees({ starts, targets }: Adjacency, within?: VertexMask): Int32Array {
  const degrees = new Int32Array(starts.length - 1);
  if (within === undefined) {
    for (const target of targets) degrees[target] = (degrees[target] ?? NaN) + 1;
    return degrees;
  }
  for (const vertex of within.indices) {
    for (let e = starts[vertex] ?? NaN; e < (starts[vertex + 1] ?? NaN); e++) {
      const target = targets[e] ?? NaN;
      if (within.has(target)) degrees[target] = (degrees[target] ?? NaN) + 1;
    }
  }
  return degrees;
}
