import type { Adjacency } from './adjacency.js';
import type { VertexMask } from './vertex-mask.js';

/**
 * Per vertex, how many edges lead out of it.
 *
 * @param within count only edges between vertices of this mask; the others have degree 0
 */
export function outDegrees({ starts, targets }: Adjacency, within?: VertexMask): Int32Array {
  const degrees = new Int32Array(starts.length - 1);
  if (within === undefined) {
    for (let vertex = 0; vertex < degrees.length; vertex++) degrees[vertex] = starts[vertex + 1] - starts[vertex];
    return degrees;
  }
  for (const vertex of within.indices) {
    for (let e = starts[vertex]; e < starts[vertex + 1]; e++) if (within.has(targets[e])) degrees[vertex] += 1;
  }
  return degrees;
}

/**
 * Per vertex, how many edges lead to it.
 *
 * @param within count only edges between vertices of this mask; the others have degree 0
 */
export function inDegrees({ starts, targets }: Adjacency, within?: VertexMask): Int32Array {
  const degrees = new Int32Array(starts.length - 1);
  if (within === undefined) {
    for (let e = 0; e < targets.length; e++) degrees[targets[e]] += 1;
    return degrees;
  }
  for (const vertex of within.indices) {
    for (let e = starts[vertex]; e < starts[vertex + 1]; e++) if (within.has(targets[e])) degrees[targets[e]] += 1;
  }
  return degrees;
}
