import { injectable } from 'tsyringe';
import type { NodeClass } from './node-class.js';
import type { NodeOptions } from './node-options.js';
import { recordNode } from './records.js';

/**
 * Makes a class a node type: one instance is made for each node, with its constructor arguments from the run's container. A node owns
 * one vertex of the scenario, or several that labels put together.
 *
 * @param name of the type; it begins the name of every node, as in `stage/Retail_0001`
 *
 * @example
 * @Node('stage')
 * export class Stage {
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
