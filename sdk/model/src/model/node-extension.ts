import type { Problem, SimprocSpec } from '@disco-engine/kernel';
import type { NodeClass } from './node-class.js';
import type { NodeTypeSpecification } from './model-specification.js';

/**
 * Extends the node types that inject a class, for example with a simproc that the class handles on behalf of the node. It is a
 * member of that class, so that bundles of models without it leave it out.
 */
export type NodeExtension = (
  type: NodeTypeSpecification,
  simprocs: readonly SimprocSpec[],
  problems: Problem[],
) => NodeTypeSpecification;

/** A node type with the extensions of the classes that its constructor injects. */
export function extended(
  node: NodeClass,
  type: NodeTypeSpecification,
  simprocs: readonly SimprocSpec[],
  problems: Problem[],
): NodeTypeSpecification {
  const injected = (Reflect.getMetadata('design:paramtypes', node) ?? []) as readonly { extendNode?: NodeExtension }[];
  return injected.reduce((made, one) => one?.extendNode?.(made, simprocs, problems) ?? made, type);
}
