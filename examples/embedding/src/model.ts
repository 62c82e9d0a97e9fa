import {
  distributions,
  EventBatch,
  Model,
  Node,
  NodeContext,
  NodeData,
  OnEvent,
  ScenarioBuilder,
  simproc,
  type Scenario,
  type Successors,
} from '@disco-engine/sdk';

/** Goods on their way down the line; at least one day, so that deliveries arrive before the orders of their day. */
const delivery = simproc<number>('delivery', { minimumDelay: 1 });
/** A quantity that the next stage down orders, on the day on which it was ordered there. */
const order = simproc<number>('order');

export class LineParameters {
  /** Mean daily demand of customers at the shop, in units. */
  meanDemand = 20;
  /** Days from stage to stage; at least 1. */
  leadTime = 3;
  /** Safety stock of each stage, in standard deviations of the demand over its lead time. */
  safety = 1;
}

/** One stage of the line. It orders what was ordered from it, ships what it has and owes the rest. */
@Node('stage')
export class Stage {
  /** Units ordered. */
  demand = 0;
  /** Units shipped on the day they were ordered. */
  servedAtOnce = 0;
  onHand: number;
  owed = 0;
  private readonly leadTime: number;
  private readonly customers: Successors<number>;
  private readonly suppliers: Successors<number>;
  private readonly production: Successors<number>;
  private readonly draw: distributions.Sampler;
  private readonly isShop: boolean;

  constructor(
    private readonly context: NodeContext,
    data: NodeData,
    { meanDemand, leadTime, safety }: LineParameters,
  ) {
    this.leadTime = leadTime;
    this.onHand = Math.ceil(meanDemand * leadTime + safety * Math.sqrt(meanDemand * leadTime));
    this.customers = context.successors(delivery);
    this.suppliers = context.successors(order);
    this.production = context.self(delivery);
    this.draw = distributions.poisson(context.random(), { mean: meanDemand });
    this.isShop = data.number('position') === 1;
  }

  @OnEvent(delivery)
  receive(deliveries: EventBatch<number>): void {
    for (let i = 0; i < deliveries.size; i++) this.onHand += deliveries.payload(i);
    this.ship();
  }

  @OnEvent(order, { sends: [delivery], selfRelations: [delivery] })
  take(orders: EventBatch<number>): void {
    let asked = 0;
    for (let i = 0; i < orders.size; i++) asked += orders.payload(i);
    if (this.isShop) {
      asked += this.draw.sample();
      this.context.wakeupAfter(1);
    }
    if (asked === 0) return;
    this.demand += asked;
    this.servedAtOnce += Math.min(asked, this.onHand);
    this.owed += asked;
    if (this.suppliers.size > 0) this.suppliers.send(0, asked);
    else this.production.send(0, asked, this.leadTime);
    this.ship();
  }

  private ship(): void {
    const quantity = Math.min(this.onHand, this.owed);
    this.onHand -= quantity;
    this.owed -= quantity;
    if (quantity > 0 && this.customers.size > 0) this.customers.send(0, quantity, this.leadTime);
  }
}

@Model({ name: 'supply-line', simprocs: [delivery, order], nodes: [Stage], parameters: LineParameters })
export class SupplyLine {}

/** `stage/1` is the shop; each stage is supplied by the next one, and the last one makes the goods. */
export function supplyLine(stages: number): Scenario {
  const builder = new ScenarioBuilder(`line of ${stages}`);
  for (let position = 1; position <= stages; position++) {
    builder.vertex('stage', `${position}`, { position });
    if (position === 1) continue;
    builder.edge('order', `${position - 1}`, `${position}`);
    builder.edge('delivery', `${position}`, `${position - 1}`);
  }
  return builder.build();
}
