import type { TrafficGraph } from '@disco-engine/partitioner';

/** The quality of a partition. */
export interface Quality {
  /** The sum of the weights of the edges between parts. */
  readonly cut: number;
  /** By how much the heaviest part exceeds the mean, relative to the mean. */
  readonly imbalance: number;
}

/** Computed from scratch, whichever program made the partition. */
export function qualityOf(
  { starts, targets, weights, nodeWeights }: TrafficGraph,
  parts: Int32Array,
  count: number,
): Quality {
  const partWeights = new Float64Array(count);
  let total = 0;
  let twice = 0;
  for (const [node, part] of parts.entries()) {
    const weight = nodeWeights[node] ?? NaN;
    partWeights[part] = (partWeights[part] ?? NaN) + weight;
    total += weight;
    for (let edge = starts[node] ?? NaN; edge < (starts[node + 1] ?? NaN); edge++)
      if (parts[targets[edge] ?? NaN] !== part) twice += weights[edge] ?? NaN;
  }
  return { cut: twice / 2, imbalance: Math.max(...partWeights) / (total / count) - 1 };
}
