import { jsonCheck, jsonObject } from '@disco-engine/data';
import * as v from 'valibot';
import { count, finite, flag, format, listOf, text, textOrNull, type DeepReadonly } from '../fields/field-schemas.js';

const boxesAre = jsonObject({
  /** Whether each box is a single node; otherwise it holds all nodes of one type that share the properties below. */
  isNode: v.nullish(flag, false),
  /** Type of the shared label, or null. */
  label: textOrNull,
  /** The layer in which the nodes have the same depth or consecutive depths, or null. */
  layer: textOrNull,
  /** Number of consecutive depths per box. */
  levels: count,
});

const box = jsonObject({
  name: text,
  /** Node type. */
  type: text,
  /** Names of the nodes; at least one. */
  nodes: listOf(text),
  /** Number of the scenario's vertices that belong to these nodes. */
  vertices: finite,
});

const layerFields = jsonObject({
  name: text,
  minimumDelay: finite,
  /** Whether every node may send to every other; then no links are listed. */
  complete: v.nullish(flag, false),
  from: listOf(finite),
  to: listOf(finite),
  /** For each link, the sum of the weights of its edges. */
  weights: listOf(finite),
  /** The total weight of edges within boxes. */
  within: finite,
});

const graphFields = jsonObject({
  format,
  boxesAre,
  /** At most about 200. */
  boxes: listOf(box),
  /** In the order of the model's simprocs. */
  layers: listOf(layerFields),
});

/** `graph.json` of a results folder. */
export const graphSchema = v.pipe(
  graphFields,
  jsonCheck(({ boxes, layers }, refuse) => {
    const isBox = (place: number): boolean => Number.isInteger(place) && place >= 0 && place < boxes.length;
    for (const [at, layer] of layers.entries()) {
      for (const field of ['from', 'to'] as const)
        if (!layer[field].every(isBox))
          refuse(`an array of whole numbers from 0 to below ${boxes.length}`, 'layers', at, field);
      for (const field of ['to', 'weights'] as const)
        if (layer[field].length !== layer.from.length)
          refuse(`an array of ${layer.from.length}, as many as from`, 'layers', at, field);
    }
  }),
);

/** The nodes of a model on a scenario and the links between them, in the detail that a report draws: `graph.json` of a results folder. */
export type GraphDescription = DeepReadonly<v.InferOutput<typeof graphSchema>>;

/** The properties that the nodes of a box share. */
export type BoxMeaning = GraphDescription['boxesAre'];

/** One node, or several drawn as one. */
export type GraphBox = GraphDescription['boxes'][number];

/** The links of one layer between boxes: link `i` leads from box `from[i]` to box `to[i]`; there are no duplicates. */
export type GraphLayer = GraphDescription['layers'][number];
