import {
  Node,
  NodeContext,
  NodeData,
  OnEvent,
  simproc,
  Simulation,
  type NodeOptions,
  type Scenario,
} from '@disco-engine/sdk';
import { modelOf } from '../model-of.js';

export const order = simproc('order');
export const supply = simproc('supply', { minimumDelay: 1 });

/** The NodeData of each node of a scenario, by node name; all vertices belong to one node type. */
export async function dataOf(
  scenario: Scenario,
  { name = 'stage', ...options }: NodeOptions & { readonly name?: string } = {},
): Promise<(node: string) => NodeData> {
  @Node(name, options)
  class Probe {
    constructor(
      readonly context: NodeContext,
      readonly data: NodeData,
    ) {}

    @OnEvent(order)
    onOrder(): void {}

    @OnEvent(supply)
    onSupply(): void {}
  }
  const simulation = await Simulation.create(modelOf({ simprocs: [order, supply], nodes: [Probe] }), { scenario });
  return (node) => simulation.node(node, Probe).data;
}
