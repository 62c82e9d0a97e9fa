import { GainQueue } from './gain-queue.js';

/**
 * The limit for the weight of each part: (1 + imbalance) times the mean. If nodes are too heavy for that, it is the weight of
 * the heaviest part when nodes go one by one, the heaviest first, into the part that is lightest at that point (R. L. Graham,
 * "Bounds on Multiprocessing Timing Anomalies", SIAM J. Appl. Math. 17(2), 1969). So there is always a partition within the
 * limit.
 *
 * @param nodeWeights whole numbers; the result is whole too
 */
export function leastLimit(nodeWeights: Float64Array, parts: number, imbalance: number): number {
  const total = nodeWeights.reduce((sum, weight) => sum + weight, 0);
  const heaviest = nodeWeights.reduce((most, weight) => Math.max(most, weight), 0);
  const limit = Math.min(total, Math.floor(((1 + imbalance) * total) / parts));
  // The schedule never exceeds this bound, so it need not be computed.
  if (total / parts + (1 - 1 / parts) * heaviest <= limit) return limit;
  return Math.max(limit, heaviestScheduled(nodeWeights, parts));
}

function heaviestScheduled(nodeWeights: Float64Array, parts: number): number {
  const heaviestFirst = nodeWeights.slice().sort().reverse();
  const partWeights = new Float64Array(parts);
  const lightest = new GainQueue(parts);
  for (let part = 0; part < parts; part++) lightest.set(part, 0);
  for (const nodeWeight of heaviestFirst) {
    const part = lightest.pop();
    const weight = (partWeights[part] ?? NaN) + nodeWeight;
    partWeights[part] = weight;
    lightest.set(part, -weight);
  }
  return partWeights.reduce((most, weight) => Math.max(most, weight), 0);
}
