import type { Adjacency } from './adjacency.js';

/** The depth of every node, or the nodes of one cycle, in the direction of its edges. */
export type DepthResult = { readonly depth: Int32Array } | { readonly cycle: readonly number[] };

/** The longest path to each node from any node without predecessors (Kahn 1962, with levels). */
export function depths({ starts, targets }: Adjacency): DepthResult {
  const count = starts.length - 1;
  const waitsFor = new Int32Array(count);
  for (const target of targets) waitsFor[target] = (waitsFor[target] ?? NaN) + 1;
  const depth = new Int32Array(count);
  const queue = new Int32Array(count);
  let filled = 0;
  for (let node = 0; node < count; node++) if (waitsFor[node] === 0) queue[filled++] = node;
  for (let taken = 0; taken < filled; taken++) {
    const node = queue[taken] ?? NaN;
    for (let e = starts[node] ?? NaN; e < (starts[node + 1] ?? NaN); e++) {
      const target = targets[e] ?? NaN;
      // Depths ascend along the queue, so the last assignment to a target comes from its deepest predecessor.
      depth[target] = (depth[node] ?? NaN) + 1;
      waitsFor[target] = (waitsFor[target] ?? NaN) - 1;
      if (waitsFor[target] === 0) queue[filled++] = target;
    }
  }
  return filled === count ? { depth } : { cycle: cycleAmong(waitsFor, { starts, targets }) };
}

/** Every node still waiting has a predecessor that is also waiting, so walking backwards must close a cycle. */
function cycleAmong(waitsFor: Int32Array, { starts, targets }: Pick<Adjacency, 'starts' | 'targets'>): number[] {
  const predecessor = new Int32Array(waitsFor.length).fill(-1);
  for (let node = 0; node < waitsFor.length; node++) {
    if (waitsFor[node] === 0) continue;
    for (let e = starts[node] ?? NaN; e < (starts[node + 1] ?? NaN); e++) predecessor[targets[e] ?? NaN] = node;
  }
  const path: number[] = [];
  const seenAt = new Map<number, number>();
  let node = waitsFor.findIndex((waiting) => waiting > 0);
  while (!seenAt.has(node)) {
    seenAt.set(node, path.length);
    path.push(node);
    node = predecessor[node] ?? NaN;
  }
  return path.slice(seenAt.get(node)).reverse();
}
