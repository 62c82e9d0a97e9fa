import {
  distributions,
  EventBatch,
  Model,
  Node,
  NodeContext,
  OnEvent,
  RandomStream,
  simproc,
  type Successors,
} from '@disco-engine/sdk';

// At the same epoch the delivery comes first, then the demand, then the order that replaces what was demanded.
const delivery = simproc<number>('delivery', { minimumDelay: 1 });
const demand = simproc<never>('demand');
const order = simproc<number>('order');

export class StockParameters {
  /** Inventory position after each order. */
  baseStock = 0;
  /** Whole periods between an order and its delivery, 1 or more. */
  leadTime = 1;
  demandMean = 100;
  demandDeviation = 20;
}

/** A stock under a base-stock policy, reviewed each period. Demand that it cannot meet waits. */
@Node('stock')
export class Stock {
  /** The stock on the shelf, less what customers are waiting for. */
  private net: number;
  private periods = 0;
  private inStock = 0;
  private onHand = 0;
  private demanded = 0;
  private short = 0;
  private readonly draw: distributions.Sampler;
  private readonly supplier: Successors<number>;

  constructor(
    private readonly context: NodeContext,
    { baseStock, demandMean, demandDeviation }: StockParameters,
    random: RandomStream,
  ) {
    this.net = baseStock;
    this.draw = distributions.normal(random, { mean: demandMean, deviation: demandDeviation });
    this.supplier = context.successors(order);
  }

  restart(): void {
    this.periods = this.inStock = this.onHand = this.demanded = this.short = 0;
  }

  @OnEvent(delivery)
  receive(deliveries: EventBatch<number>): void {
    for (let i = 0; i < deliveries.size; i++) this.net += deliveries.payload(i);
  }

  @OnEvent(demand, { sends: [order] })
  serve(): void {
    this.context.wakeupAfter(1);
    const wanted = this.draw.sample();
    const backlogBefore = Math.max(0, -this.net);
    this.net -= wanted;
    this.supplier.send(0, wanted);
    this.periods += 1;
    this.demanded += wanted;
    this.short += Math.max(0, -this.net) - backlogBefore;
    this.onHand += Math.max(0, this.net);
    if (this.net > 0) this.inStock += 1;
  }

  /** Share of periods that end with stock on the shelf. */
  get readyRate(): number {
    return this.inStock / this.periods;
  }

  /** Share of demand met from the shelf at once. */
  get fillRate(): number {
    return 1 - this.short / this.demanded;
  }

  /** Stock on the shelf at the end of a period. */
  get averageStock(): number {
    return this.onHand / this.periods;
  }
}

/** Delivers whatever is ordered after the lead time. */
@Node('supplier')
export class Supplier {
  private readonly customer: Successors<number>;

  constructor(
    context: NodeContext,
    private readonly parameters: StockParameters,
  ) {
    this.customer = context.successors(delivery);
  }

  @OnEvent(order, { sends: [delivery] })
  ship(orders: EventBatch<number>): void {
    for (let i = 0; i < orders.size; i++) this.customer.send(0, orders.payload(i), this.parameters.leadTime);
  }
}

@Model({
  name: 'base-stock',
  simprocs: [delivery, demand, order],
  nodes: [Stock, Supplier],
  parameters: StockParameters,
})
export class BaseStock {}
