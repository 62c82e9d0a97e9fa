import { entryAt } from '@disco-engine/kernel';
import type { RandomModel } from './random-model.js';

/** A port. */
export type Target = readonly [node: number, simproc: number];

/** The ports that a port has links to, by section 1 of the semantics, computed independently of the kernel. */
export function linksFrom(
  { simprocs, types, nodes, vertices, edges }: RandomModel,
  node: number,
  from: number,
): Target[] {
  const type = entryAt(types, entryAt(nodes, node).type);
  const targets = new Map<string, Target>();
  const add = (to: number, simproc: number): void => void targets.set(`${to}/${simproc}`, [to, simproc]);
  for (const [layer, { complete }] of simprocs.entries()) {
    if (layer !== from && !type.sends.some(([emitting, sent]) => emitting === from && sent === layer)) continue;
    for (const [other, { type: receiver }] of nodes.entries()) {
      if (complete && entryAt(types, receiver).handles.includes(layer)) add(other, layer);
    }
    for (const [edgeLayer, a, b] of edges) {
      if (edgeLayer === layer && vertices[a] === node && vertices[b] !== node) add(vertices[b] ?? NaN, layer);
    }
  }
  for (const [emitting, to] of type.selfRelations) if (emitting === from) add(node, to);
  return [...targets.values()];
}
