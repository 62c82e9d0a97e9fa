import { injectable } from './injection.js';
import type { NodeClass } from './node-class.js';
import type { NodeOptions } from './node-options.js';
import { recordNode } from './records.js';

/**
 * Makes a class a node type. One instance is made for each node; the run's container injects its constructor arguments. A node
 * owns one vertex of the scenario, or several that are grouped by labels.
 *
 * @param name name of the type; the names of its nodes begin with it, as in `stage/Retail_0001`
 *
 * @example
 * @Node('stage') export class Stage {
 *   constructor(private readonly context: NodeContext, private readonly data: NodeData) {}
 * }
 *
 * @example
 * @Node('stage', { distinctBy: ['location', 'echelon'], columns: { lead_time: 'float64' } })
 */
export function Node(name: string, options: NodeOptions = {}): (target: NodeClass) => void {
  return (target) => {
    injectable()(target as new (...dependencies: unknown[]) => object);
    recordNode(target, { name, options });
  };
}
