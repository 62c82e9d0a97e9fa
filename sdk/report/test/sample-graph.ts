import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { GraphDescription } from '@disco-engine/experiments';
import type { FakeResults } from './fake-results.js';

/** The nodes of `sampleChannels` in a chain, with orders up it and goods down. */
export function sampleGraph(): GraphDescription {
  const names = ['depot/001', 'factory/000', 'harbour/003', 'shop/002', 'shop/office'];
  const nodes = names.map((name) => ({ name, type: name.split('/')[0], nodes: [name], vertices: 1 }));
  const layer = { minimumDelay: 1, complete: false, within: 0 };
  return {
    format: 1,
    boxesAre: { isNode: true, label: null, layer: null, levels: 1 },
    boxes: nodes,
    layers: [
      { ...layer, name: 'order', from: [3, 0, 2], to: [0, 2, 1], weights: [1, 4, 9] },
      { ...layer, name: 'goods', from: [0, 2, 1], to: [3, 0, 2], weights: [1, 1, 1] },
      { ...layer, name: 'news', complete: true, from: [], to: [], weights: [] },
    ],
  };
}

export async function writeGraph({ folder }: FakeResults, graph: unknown): Promise<void> {
  await writeFile(join(folder, 'graph.json'), typeof graph === 'string' ? graph : JSON.stringify(graph));
}
