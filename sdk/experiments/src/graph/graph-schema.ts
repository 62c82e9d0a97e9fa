import { jsonCheck, jsonObject } from '@disco-engine/data';
import * as v from 'valibot';
import { count, finite, flag, format, listOf, text, textOrNull, type DeepReadonly } from '../fields/field-schemas.js';

const boxesAre = jsonObject({
  /** Whether each box is one node; otherwise it is all nodes of one type that share the following. */
  isNode: v.nullish(flag, false),
  /** The type of a label, or null. */
  label: textOrNull,
  /** A layer in which they have the same depth, or depths that follow each other; or null. */
  layer: textOrNull,
  /** How many depths that are. */
  levels: count,
});

const box = jsonObject({
  name: text,
  /** Node type. */
  type: text,
  /** Names; one or more. */
  nodes: listOf(text),
  /** Of the scenario: how many these nodes have. */
  vertices: finite,
});

const layerFields = jsonObject({
  name: text,
  minimumDelay: finite,
  /** Whether every node may send to every other; then there are no links to be listed. */
  complete: v.nullish(flag, false),
  from: listOf(finite),
  to: listOf(finite),
  /** The sum of the weights of its edges. */
  weights: listOf(finite),
  /** The sum of the weights of edges that lead from a box to itself. */
  within: finite,
});

const graphFields = jsonObject({
  format,
  boxesAre,
  /** At most some 200. */
  boxes: listOf(box),
  /** In the order of the simprocs of the model. */
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

/** The nodes of a model on a scenario and the links between them, as far as a report draws them: `graph.json` of a results folder. */
export type GraphDescription = DeepReadonly<v.InferOutput<typeof graphSchema>>;

/** What nodes in one box of the drawing have in common. */
export type BoxMeaning = GraphDescription['boxesAre'];

/** One node, or several that are drawn as one. */
export type GraphBox = GraphDescription['boxes'][number];

/** The links of one layer between boxes: link `i` leads from box `from[i]` to box `to[i]`; none is there twice. */
export type GraphLayer = GraphDescription['layers'][number];
