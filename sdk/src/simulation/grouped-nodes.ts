import type { LayeredGraph, NodeSpec, Problem } from '@disco-engine/kernel';
import type { NodeTypeSpecification } from '../model/model-specification.js';

export function groupedNodes(
  _graph: LayeredGraph,
  _nodeType: NodeTypeSpecification,
  _type: number,
  _vertices: Int32Array,
  _problems: Problem[],
): NodeSpec[] {
  throw new Error('to be written');
}
