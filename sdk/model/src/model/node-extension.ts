import type { Problem, SimprocSpec } from '@disco-engine/kernel';
import type { NodeClass } from './node-class.js';
import type { NodeTypeSpecification } from './model-specification.js';

/**
 * What an injected class adds to the node types that ask for it, such as a simproc that it handles in the name of the node. It hangs on
 * that class, so that whoever bundles a model without it does not carry it.
 */
export type NodeExtension = (
  type: NodeTypeSpecification,
  simprocs: readonly SimprocSpec[],
  problems: Problem[],
) => NodeTypeSpecification;

/** A node type with what the classes add that its constructor asks for. */
export function extended(
  node: NodeClass,
  type: NodeTypeSpecification,
  simprocs: readonly SimprocSpec[],
  problems: Problem[],
): NodeTypeSpecification {
  const injected = (Reflect.getMetadata('design:paramtypes', node) ?? []) as readonly { extendNode?: NodeExtension }[];
  return injected.reduce((made, one) => one?.extendNode?.(made, simprocs, problems) ?? made, type);
}
