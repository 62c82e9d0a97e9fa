import { readFile } from 'node:fs/promises';
import type { TrafficGraph } from '@disco-engine/partitioner';
import { graphFromEdges, type WeightedEdge } from './graph-from-edges.js';

/** The first column of the supplier pairs: the name of a stage, and how much of it is needed. */
const FIRST_SUPPLIER = 8;

/**
 * A supply chain of the example: a stage weighs 1 plus 1 per arc, and each arc is an edge of weight 1.
 *
 * @param name the two digits of its file
 */
export async function chainGraph(name: string): Promise<TrafficGraph> {
  const file = new URL(`../../../../examples/supply-chain/data/chain_${name}.csv`, import.meta.url);
  const rows = (await readFile(file, 'utf8'))
    .trim()
    .split(/\r?\n/u)
    .slice(1)
    .map((line) => line.split(','));
  const stages = new Map(rows.map(([stage], node) => [stage, node]));
  const nodeWeights = new Float64Array(rows.length).fill(1);
  const edges: WeightedEdge[] = [];
  rows.forEach((row, customer) => {
    for (let column = FIRST_SUPPLIER; column < row.length; column += 2) {
      const supplier = stages.get(row[column]);
      if (supplier === undefined) continue;
      edges.push([customer, supplier, 1]);
      nodeWeights[customer] = (nodeWeights[customer] ?? NaN) + 1;
      nodeWeights[supplier] = (nodeWeights[supplier] ?? NaN) + 1;
    }
  });
  return graphFromEdges(nodeWeights, edges);
}
