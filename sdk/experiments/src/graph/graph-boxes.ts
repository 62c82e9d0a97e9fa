import { contracted, depths, entryAt, type Topology } from '@disco-engine/kernel';
import type { Scenario } from '@disco-engine/sdk';
import type { BoxMeaning } from './graph-schema.js';

/** Up to this many nodes, each gets its own box. */
const MOST_BOXES = 200;
/** Lower than `MOST_BOXES`, because the names of grouped boxes must be legible. */
const MOST_GROUPS = 120;

/** The assignment of nodes to boxes. */
export interface Boxes {
  readonly meaning: BoxMeaning;
  /** By type, then by label, then by depth. */
  readonly boxes: readonly { readonly name: string; readonly type: number; readonly nodes: readonly number[] }[];
  /** Box of each node. */
  readonly boxOf: Int32Array;
}

/** A division of the nodes of a type into parts: the part of each node, and the names of the parts. */
interface Division {
  readonly placeOf: ArrayLike<number>;
  readonly names: readonly string[];
}

/**
 * Assigns the nodes of a topology to boxes. If there are few nodes, each gets its own box. Otherwise there is one box per type, divided
 * by the label that yields the most boxes and by the depth in the first layer without a cycle, up to a limit of 120 boxes.
 */
export function boxesOf(topology: Topology, scenario: Scenario): Boxes {
  const { nodes } = topology.tables;
  const common = { isNode: false, label: null, layer: null, levels: 1 };
  if (nodes.length <= MOST_BOXES)
    return grouped(topology, { ...common, isNode: true }, [{ placeOf: [...nodes.keys()], names: nodes }]);
  let best = grouped(topology, common, []);
  let division: Division[] = [];
  for (const label of scenario.graph.labels.types) {
    const byLabel = [divisionByLabel(topology, scenario, label)];
    const boxes = grouped(topology, { ...common, label }, byLabel);
    if (boxes.boxes.length <= best.boxes.length || boxes.boxes.length > MOST_GROUPS) continue;
    best = boxes;
    division = byLabel;
  }
  const depth = depthOf(topology, scenario);
  if (depth === undefined) return best;
  // Without a label, neighbouring depths share a box if there are too many.
  const levels =
    division.length > 0 ? 1 : Math.ceil((depth.deepest + 1) / Math.max(1, Math.floor(MOST_GROUPS / best.boxes.length)));
  const meaning = { ...best.meaning, layer: depth.layer, levels };
  const boxes = grouped(topology, meaning, [...division, divisionByDepth(depth, levels)]);
  return boxes.boxes.length <= MOST_GROUPS ? boxes : best;
}

function divisionByLabel({ tables }: Topology, { graph }: Scenario, label: string): Division {
  const { typeOf, vertexStarts, vertices } = tables;
  // As in a placement, the labels of the first vertex count for its node.
  const values = Array.from(typeOf, (_, node) =>
    graph.labels.values(vertices[vertexStarts[node] ?? NaN] ?? NaN, label).join('+'),
  );
  const names = [...new Set(values)].sort();
  const places = new Map(names.map((value, place) => [value, place]));
  return {
    placeOf: values.map((value) => places.get(value) ?? 0),
    names: names.map((name) => (name === '' ? `without ${label}` : name)),
  };
}

interface Depth {
  readonly layer: string;
  readonly depth: Int32Array;
  readonly deepest: number;
}

function depthOf({ nodeCount, tables }: Topology, { graph }: Scenario): Depth | undefined {
  for (const { name: layer } of tables.simprocs) {
    const edges = graph.layer(layer);
    const result = edges && depths(contracted(edges, tables.nodeOfVertex, nodeCount));
    if (result === undefined || !('depth' in result)) continue;
    const deepest = result.depth.reduce((most, one) => Math.max(most, one), 0);
    if (deepest > 0) return { layer, depth: result.depth, deepest };
  }
  return undefined;
}

function divisionByDepth({ depth, deepest }: Depth, levels: number): Division {
  const names = Array.from({ length: Math.floor(deepest / levels) + 1 }, (_, band) => {
    const [first, last] = [band * levels, Math.min(deepest, (band + 1) * levels - 1)];
    return first === last ? `depth ${first}` : `depth ${first}–${last}`;
  });
  return { placeOf: depth.map((one) => Math.floor(one / levels)), names };
}

function grouped({ tables }: Topology, meaning: BoxMeaning, divisions: readonly Division[]): Boxes {
  const { typeOf, typeNames } = tables;
  const known = new Map<string, { name: string; type: number; places: readonly number[]; nodes: number[] }>();
  for (const [node, type] of typeOf.entries()) {
    const places = divisions.map(({ placeOf }) => placeOf[node] ?? NaN);
    const key = [type, ...places].join();
    const parts = divisions.map(({ names }, at) => entryAt(names, places[at] ?? NaN));
    const name = meaning.isNode ? entryAt(parts, 0) : [entryAt(typeNames, type), ...parts].join(' ');
    const box = known.get(key) ?? { name, type, places, nodes: [] };
    box.nodes.push(node);
    known.set(key, box);
  }
  const boxes = [...known.values()].sort((a, b) => a.type - b.type || compare(a.places, b.places));
  const boxOf = new Int32Array(typeOf.length);
  for (const [box, { nodes }] of boxes.entries()) for (const node of nodes) boxOf[node] = box;
  return { meaning, boxes, boxOf };
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((place, index) => place !== b[index]);
  return at < 0 ? 0 : (a[at] ?? NaN) - (b[at] ?? NaN);
}
