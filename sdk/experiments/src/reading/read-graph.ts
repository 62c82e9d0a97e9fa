import type { GraphDescription, GraphLayer } from '../graph/describe-graph.js';
import type { JsonObject } from './json-object.js';

/** What `graph.json` says. Fields that are wrong become problems of the document. */
export function readGraph(document: JsonObject): GraphDescription {
  if (document.number('format') !== 1) document.refuse('format', '1, the only format that this version reads');
  const meaning = document.object('boxesAre');
  const boxes = document.objects('boxes');
  return {
    format: 1,
    boxesAre: {
      isNode: meaning.flag('isNode'),
      label: meaning.textOrNull('label'),
      layer: meaning.textOrNull('layer'),
      levels: meaning.count('levels'),
    },
    boxes: boxes.map((box) => ({
      name: box.text('name'),
      type: box.text('type'),
      nodes: box.texts('nodes'),
      vertices: box.number('vertices'),
    })),
    layers: document.objects('layers').map((layer) => readLayer(layer, boxes.length)),
  };
}

function readLayer(layer: JsonObject, boxes: number): GraphLayer {
  const from = layer.indices('from', boxes);
  const to = layer.indices('to', boxes);
  const weights = layer.numbers('weights');
  for (const [name, { length }] of [['to', to] as const, ['weights', weights] as const])
    if (length !== from.length) layer.refuse(name, `an array of ${from.length}, as many as from`);
  return {
    name: layer.text('name'),
    minimumDelay: layer.number('minimumDelay'),
    complete: layer.flag('complete'),
    from,
    to,
    weights,
    within: layer.number('within'),
  };
}
