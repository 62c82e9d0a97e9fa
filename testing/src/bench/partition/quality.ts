import type { TrafficGraph } from '@disco-engine/partitioner';

/** What a partition is worth. */
export interface Quality {
  /** The weights of the edges between parts. */
  readonly cut: number;
  /** How much the heaviest part weighs above the mean, as a share of it. */
  readonly imbalance: number;
}

/** Counts anew, for whoever made the partition. */
export function qualityOf(
  { starts, targets, weights, nodeWeights }: TrafficGraph,
  parts: Int32Array,
  count: number,
): Quality {
  const partWeights = new Float64Array(count);
  let total = 0;
  let twice = 0;
  for (let node = 0; node < parts.length; node++) {
    partWeights[parts[node]] += nodeWeights[node];
    total += nodeWeights[node];
    for (let edge = starts[node]; edge < starts[node + 1]; edge++)
      if (parts[targets[edge]] !== parts[node]) twice += weights[edge];
  }
  return { cut: twice / 2, imbalance: Math.max(...partWeights) / (total / count) - 1 };
}
