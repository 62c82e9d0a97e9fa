import type { ModelClass, ModelOptions } from './model-options.js';
import { recordModel } from './records.js';

/**
 * Declares a model: its simprocs, node types and parameters, and the parts that it uses.
 *
 * @example
 * @Model({ name: 'supply-chain', simprocs: [order, supply], nodes: [Stage], parameters: Policy }) export class SupplyChain {}
 */
export function Model(options: ModelOptions): (target: ModelClass) => void {
  return (target) => recordModel(target, options);
}
