import { type Adjacency, type LayeredGraph, entryAt } from '@disco-engine/kernel';

/**
 * The sum of some layers as one layer: an edge for each pair of vertices joined in any of them, with the sum of the weights.
 *
 * @param names layers to sum, all by default; a layer that is named twice counts twice
 * @throws DiscoError `LAYER_UNKNOWN`
 */
export function sumLayers(graph: LayeredGraph, names: readonly string[] = graph.layerNames): Adjacency {
  if (names.length > 0) return sum(names.map((name) => graph.knownLayer(name)));
  return { starts: new Int32Array(graph.vertexCount + 1), targets: new Int32Array(0), weights: new Float64Array(0) };
}

/** Divides and merges, so that no edge is copied more often than the logarithm of the number of layers. */
function sum(layers: readonly Adjacency[]): Adjacency {
  if (layers.length === 1) return entryAt(layers, 0);
  const half = layers.length >>> 1;
  return added(sum(layers.slice(0, half)), sum(layers.slice(half)));
}

/** Merges the ascending rows of two layers. */
function added(a: Adjacency, b: Adjacency): Adjacency {
  const starts = new Int32Array(a.starts.length);
  const targets = new Int32Array(a.targets.length + b.targets.length);
  const weights = new Float64Array(targets.length);
  let size = 0;
  for (let vertex = 0; vertex + 1 < starts.length; vertex++) {
    let [atA, atB] = [a.starts[vertex] ?? NaN, b.starts[vertex] ?? NaN];
    const [endA, endB] = [a.starts[vertex + 1] ?? NaN, b.starts[vertex + 1] ?? NaN];
    while (atA < endA || atB < endB) {
      const [targetA, targetB] = [
        atA < endA ? (a.targets[atA] ?? NaN) : Infinity,
        atB < endB ? (b.targets[atB] ?? NaN) : Infinity,
      ];
      targets[size] = Math.min(targetA, targetB);
      if (targetA <= targetB) weights[size] = (weights[size] ?? NaN) + (a.weights[atA++] ?? NaN);
      if (targetB <= targetA) weights[size] = (weights[size] ?? NaN) + (b.weights[atB++] ?? NaN);
      size += 1;
    }
    starts[vertex + 1] = size;
  }
  return { starts, targets: targets.slice(0, size), weights: weights.slice(0, size) };
}
