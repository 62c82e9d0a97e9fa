import type { TrafficGraph } from './traffic-graph.js';

/**
 * The parts of nodes, and the effect of moving a node. Each node has a row of the parts that it has edges to, with the weight
 * of these edges; the row does not change when the node itself moves. All weights are whole numbers with exact sums, so a row
 * only has parts with a weight above 0.
 */
export class Assignment {
  /** Per part, the weight of its nodes. */
  readonly partWeights: Float64Array;
  /** The total weight by which parts exceed their limits. */
  excess = 0;

  private readonly rowStarts: Int32Array;
  private readonly rowLengths: Int32Array;
  private readonly rowParts: Int32Array;
  private readonly rowWeights: Float64Array;

  /**
   * @param parts per node; modified in place
   * @param limits per part, the most that it may weigh
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
    for (const [node, part] of parts.entries()) {
      this.rowStarts[node] = slots;
      slots += Math.min(count, (starts[node + 1] ?? NaN) - (starts[node] ?? NaN));
      this.partWeights[part] = (this.partWeights[part] ?? NaN) + (nodeWeights[node] ?? NaN);
    }
    this.rowParts = new Int32Array(slots);
    this.rowWeights = new Float64Array(slots);
    for (let node = 0; node < nodes; node++) {
      for (let edge = starts[node] ?? NaN; edge < (starts[node + 1] ?? NaN); edge++)
        this.join(node, parts[targets[edge] ?? NaN] ?? NaN, weights[edge] ?? NaN);
    }
    for (const [part, limit] of limits.entries()) this.excess += Math.max(0, (this.partWeights[part] ?? NaN) - limit);
  }

  /** Whether a node has an edge to another part. */
  isBoundary(node: number): boolean {
    const length = this.rowLengths[node] ?? NaN;
    return length > 1 || (length === 1 && this.rowParts[this.rowStarts[node] ?? NaN] !== this.parts[node]);
  }

  /** The reduction of the cut if a node moved to a part. */
  gain(node: number, to: number): number {
    return this.weightTo(node, to) - this.weightTo(node, this.parts[node] ?? NaN);
  }

  /** Among the other parts that a node fits into, the one that it has most edge weight to; -1 if there is none. */
  strongestPart(node: number): number {
    const { rowParts, rowWeights, partWeights, limits } = this;
    const own = this.parts[node] ?? NaN;
    const weight = this.graph.nodeWeights[node] ?? NaN;
    const start = this.rowStarts[node] ?? NaN;
    const end = start + (this.rowLengths[node] ?? NaN);
    let best = -1;
    let most = 0;
    for (let slot = start; slot < end; slot++) {
      const part = rowParts[slot] ?? NaN;
      if (part === own || (partWeights[part] ?? NaN) + weight > (limits[part] ?? NaN)) continue;
      const toPart = rowWeights[slot] ?? NaN;
      if (toPart < most || (toPart === most && best >= 0 && (partWeights[part] ?? NaN) >= (partWeights[best] ?? NaN)))
        continue;
      best = part;
      most = toPart;
    }
    return best;
  }

  /** Moves a node to another part. */
  move(node: number, to: number): void {
    const { parts, graph } = this;
    const { starts, targets, weights, nodeWeights } = graph;
    const from = parts[node] ?? NaN;
    const nodeWeight = nodeWeights[node] ?? NaN;
    this.grow(from, -nodeWeight);
    this.grow(to, nodeWeight);
    parts[node] = to;
    for (let edge = starts[node] ?? NaN; edge < (starts[node + 1] ?? NaN); edge++) {
      const target = targets[edge] ?? NaN;
      const weight = weights[edge] ?? NaN;
      // Subtract first, so that a row never has more entries than edges.
      this.join(target, from, -weight);
      this.join(target, to, weight);
    }
  }

  private grow(part: number, weight: number): void {
    const { partWeights, limits } = this;
    const before = Math.max(0, (partWeights[part] ?? NaN) - (limits[part] ?? NaN));
    partWeights[part] = (partWeights[part] ?? NaN) + weight;
    this.excess += Math.max(0, (partWeights[part] ?? NaN) - (limits[part] ?? NaN)) - before;
  }

  private weightTo(node: number, part: number): number {
    const start = this.rowStarts[node] ?? NaN;
    const end = start + (this.rowLengths[node] ?? NaN);
    for (let slot = start; slot < end; slot++) if (this.rowParts[slot] === part) return this.rowWeights[slot] ?? NaN;
    return 0;
  }

  private join(node: number, part: number, weight: number): void {
    if (weight === 0) return;
    const { rowParts, rowWeights } = this;
    const start = this.rowStarts[node] ?? NaN;
    const end = start + (this.rowLengths[node] ?? NaN);
    let slot = start;
    while (slot < end && rowParts[slot] !== part) slot++;
    if (slot === end) {
      this.rowLengths[node] = (this.rowLengths[node] ?? NaN) + 1;
      rowParts[slot] = part;
      rowWeights[slot] = weight;
      return;
    }
    rowWeights[slot] = (rowWeights[slot] ?? NaN) + weight;
    if (rowWeights[slot] !== 0) return;
    this.rowLengths[node] = (this.rowLengths[node] ?? NaN) - 1;
    rowParts[slot] = rowParts[end - 1] ?? NaN;
    rowWeights[slot] = rowWeights[end - 1] ?? NaN;
  }
}
