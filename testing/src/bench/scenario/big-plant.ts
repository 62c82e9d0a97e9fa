import { EventBatch, Model, Node, NodeContext, NodeData, OnEvent, simproc } from '@disco-engine/sdk';

const order = simproc<Float64Array>('order');
const supply = simproc<Float64Array>('supply');

/** All stages of an echelon at one location. */
@Node('stage', { distinctBy: ['echelon', 'location'], columns: { lead_time: 'float64' } })
class StageGroup {
  readonly leadTimes: Float64Array;

  constructor(
    readonly context: NodeContext,
    data: NodeData,
  ) {
    this.leadTimes = data.vertices.float64('lead_time');
  }

  @OnEvent(order)
  takeOrders(_orders: EventBatch<Float64Array>): void {}

  @OnEvent(supply)
  receive(_deliveries: EventBatch<Float64Array>): void {}
}

/** One stage. */
@Node('stage', { columns: { lead_time: 'float64' } })
class Stage {
  readonly leadTime: number;

  constructor(
    readonly context: NodeContext,
    data: NodeData,
  ) {
    this.leadTime = data.number('lead_time');
  }

  @OnEvent(order)
  takeOrders(_orders: EventBatch<Float64Array>): void {}

  @OnEvent(supply)
  receive(_deliveries: EventBatch<Float64Array>): void {}
}

/** With one node per echelon and location. */
@Model({ name: 'big-plant', simprocs: [order, supply], nodes: [StageGroup] })
export class BigPlant {}

/** With one node per vertex. */
@Model({ name: 'fine-plant', simprocs: [order, supply], nodes: [Stage] })
export class FinePlant {}
