import { LabelTable } from '@disco-engine/kernel';

/** Pairs of vertices and labels. */
interface LabelBatch {
  /** Distinct labels, in any order. */
  readonly names: readonly string[];
  /** -1 for a label without a vertex. */
  readonly vertices: Int32Array;
  /** Aligned with `vertices`: indices into `names`. */
  readonly labels: Int32Array;
}

/** Collects the labels of vertices, column by column. */
export class LabelRows {
  readonly #batches: LabelBatch[] = [];

  constructor(private readonly vertices: number) {}

  add(batch: LabelBatch): void {
    this.#batches.push(batch);
  }

  /** The table of all labels. A label that a vertex has twice counts once. */
  table(): LabelTable {
    const names = [...new Set(this.#batches.flatMap((batch) => batch.names))].sort();
    const indices = new Map(names.map((name, index) => [name, index]));
    const starts = new Int32Array(this.vertices + 1);
    for (const { vertices } of this.#batches)
      for (const vertex of vertices) if (vertex >= 0) starts[vertex + 1] = (starts[vertex + 1] ?? NaN) + 1;
    for (let vertex = 0; vertex < this.vertices; vertex++)
      starts[vertex + 1] = (starts[vertex + 1] ?? NaN) + (starts[vertex] ?? NaN);
    const labels = new Int32Array(starts[this.vertices] ?? NaN);
    const ends = starts.slice(0, -1);
    for (const batch of this.#batches) {
      const numbers = Int32Array.from(batch.names, (name) => indices.get(name) ?? -1);
      batch.vertices.forEach((vertex, at) => {
        if (vertex < 0) return;
        const end = ends[vertex] ?? NaN;
        insert(labels, starts[vertex] ?? NaN, end, numbers[batch.labels[at] ?? NaN] ?? NaN);
        ends[vertex] = end + 1;
      });
    }
    return withoutRepeats(names, starts, labels);
  }
}

/** Inserts a label in order among those of its vertex, which are few. */
function insert(labels: Int32Array, start: number, end: number, label: number): void {
  let at = end;
  for (; at > start && (labels[at - 1] ?? NaN) > label; at--) labels[at] = labels[at - 1] ?? NaN;
  labels[at] = label;
}

function withoutRepeats(names: readonly string[], starts: Int32Array, labels: Int32Array): LabelTable {
  let kept = 0;
  let start = 0;
  for (let vertex = 0; vertex + 1 < starts.length; vertex++) {
    const first = kept;
    for (; start < (starts[vertex + 1] ?? NaN); start++) {
      if (kept > first && labels[kept - 1] === labels[start]) continue;
      labels[kept++] = labels[start] ?? NaN;
    }
    starts[vertex + 1] = kept;
  }
  return new LabelTable(names, starts, labels.subarray(0, kept));
}
