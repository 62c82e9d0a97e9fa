import type { TrafficGraph } from './traffic-graph.js';

/**
 * Nodes with their parts, and what moving one of them would change. Per node the parts that it has edges to stand in a row, with the
 * weight of these edges; the row of a node stays as it is when the node itself moves. All weights are whole numbers with exact sums,
 * so a part without an edge of weight above 0 is in no row.
 */
export class Assignment {
  /** Per part what its nodes weigh. */
  readonly partWeights: Float64Array;
  /** What the parts weigh above their limits, all together. */
  excess = 0;

  private readonly rowStarts: Int32Array;
  private readonly rowLengths: Int32Array;
  private readonly rowParts: Int32Array;
  private readonly rowWeights: Float64Array;

  /**
   * @param parts per node; changed in place
   * @param limits per part, what it may weigh
   */
  constructor(
    readonly graph: TrafficGraph,
    readonly parts: Int32Array,
    readonly limits: Float64Array,
  ) {
    const { starts, targets, weights, nodeWeights } = graph;
    const nodes = parts.length;
    const count = limits.length;
    this.partWeights = new Float64Array(count);
    this.rowStarts = new Int32Array(nodes);
    this.rowLengths = new Int32Array(nodes);
    let slots = 0;
    for (let node = 0; node < nodes; node++) {
      this.rowStarts[node] = slots;
      slots += Math.min(count, starts[node + 1] - starts[node]);
      this.partWeights[parts[node]] += nodeWeights[node];
    }
    this.rowParts = new Int32Array(slots);
    this.rowWeights = new Float64Array(slots);
    for (let node = 0; node < nodes; node++) {
      for (let edge = starts[node]; edge < starts[node + 1]; edge++)
        this.join(node, parts[targets[edge]], weights[edge]);
    }
    for (let part = 0; part < count; part++) this.excess += Math.max(0, this.partWeights[part] - limits[part]);
  }

  /** Whether a node has an edge to another part. */
  isBoundary(node: number): boolean {
    const length = this.rowLengths[node];
    return length > 1 || (length === 1 && this.rowParts[this.rowStarts[node]] !== this.parts[node]);
  }

  /** By how much the cut would shrink if a node moved to a part. */
  gain(node: number, to: number): number {
    return this.weightTo(node, to) - this.weightTo(node, this.parts[node]);
  }

  /** The part other than its own that a node has most weight to among those that it fits into; -1 where there is none. */
  strongestPart(node: number): number {
    const { rowParts, rowWeights, partWeights, limits } = this;
    const own = this.parts[node];
    const weight = this.graph.nodeWeights[node];
    const start = this.rowStarts[node];
    const end = start + this.rowLengths[node];
    let best = -1;
    let most = 0;
    for (let slot = start; slot < end; slot++) {
      const part = rowParts[slot];
      if (part === own || partWeights[part] + weight > limits[part]) continue;
      const toPart = rowWeights[slot];
      if (toPart < most || (toPart === most && best >= 0 && partWeights[part] >= partWeights[best])) continue;
      best = part;
      most = toPart;
    }
    return best;
  }

  /** Moves a node to another part. */
  move(node: number, to: number): void {
    const { parts, graph } = this;
    const { starts, targets, weights, nodeWeights } = graph;
    const from = parts[node];
    this.grow(from, -nodeWeights[node]);
    this.grow(to, nodeWeights[node]);
    parts[node] = to;
    for (let edge = starts[node]; edge < starts[node + 1]; edge++) {
      // First what leaves, so that no row is ever longer than there are edges.
      this.join(targets[edge], from, -weights[edge]);
      this.join(targets[edge], to, weights[edge]);
    }
  }

  private grow(part: number, weight: number): void {
    const { partWeights, limits } = this;
    const before = Math.max(0, partWeights[part] - limits[part]);
    partWeights[part] += weight;
    this.excess += Math.max(0, partWeights[part] - limits[part]) - before;
  }

  private weightTo(node: number, part: number): number {
    const start = this.rowStarts[node];
    const end = start + this.rowLengths[node];
    for (let slot = start; slot < end; slot++) if (this.rowParts[slot] === part) return this.rowWeights[slot];
    return 0;
  }

  private join(node: number, part: number, weight: number): void {
    if (weight === 0) return;
    const { rowParts, rowWeights } = this;
    const start = this.rowStarts[node];
    const end = start + this.rowLengths[node];
    let slot = start;
    while (slot < end && rowParts[slot] !== part) slot++;
    if (slot === end) {
      this.rowLengths[node]++;
      rowParts[slot] = part;
      rowWeights[slot] = weight;
      return;
    }
    rowWeights[slot] += weight;
    if (rowWeights[slot] !== 0) return;
    this.rowLengths[node]--;
    rowParts[slot] = rowParts[end - 1];
    rowWeights[slot] = rowWeights[end - 1];
  }
}
