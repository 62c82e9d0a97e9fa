import {
  distributions,
  EventBatch,
  Model,
  Node,
  NodeContext,
  NodeData,
  OnEvent,
  simproc,
  type Successors,
} from '@disco-engine/sdk';

// At the same epoch deliveries come first, then the demand, then the orders that replace it at all stages.
const delivery = simproc<number>('delivery', { minimumDelay: 0.25 });
const order = simproc<number>('order');

export class ChainParameters {
  /** Units that customers request per unit of time, one at a time (a Poisson process), if `deviation` is 0. */
  demand = 0;
  /** Otherwise, once per unit of time, they request a normal number of units with this deviation. */
  deviation = 0;
}

/** The customers of the last stage of the chain. */
@Node('customers')
export class Customers {
  private readonly shop: Successors<number>;
  private readonly draw: distributions.Sampler;

  constructor(
    private readonly context: NodeContext,
    private readonly parameters: ChainParameters,
  ) {
    this.shop = context.successors(order);
    const { demand, deviation } = parameters;
    const random = context.random();
    this.draw =
      deviation > 0
        ? distributions.normal(random, { mean: demand, deviation })
        : distributions.exponential(random, { mean: 1 / demand });
  }

  @OnEvent(order)
  ask(): void {
    if (this.context.epoch > 0) this.shop.send(0, this.parameters.deviation > 0 ? this.draw.sample() : 1);
    this.context.wakeupAfter(this.parameters.deviation > 0 ? 1 : this.draw.sample());
  }
}

/** A stock under a base-stock policy: it orders whatever was ordered from it, and what it cannot deliver waits. */
@Node('stage')
export class Stage {
  private stock: number;
  private backlog = 0;
  private changed = 0;
  private costs = 0;
  private readonly holding: number;
  private readonly penalty: number;
  private readonly delay: number;
  private readonly supplier: Successors<number>;
  private readonly customer: Successors<number>;

  constructor(
    private readonly context: NodeContext,
    data: NodeData,
  ) {
    this.stock = data.number('stock');
    this.holding = data.number('holding');
    this.penalty = data.number('penalty', 0);
    this.delay = data.number('delay', 0);
    this.supplier = context.successors(order);
    this.customer = context.successors(delivery);
  }

  restart(epoch: number): void {
    this.costs = 0;
    this.changed = epoch;
  }

  @OnEvent(delivery, { sends: [delivery] })
  receive(deliveries: EventBatch<number>): void {
    this.pass(this.context.epoch);
    for (let i = 0; i < deliveries.size; i++) this.stock += deliveries.payload(i);
    this.deliver();
  }

  @OnEvent(order, { sends: [order, delivery] })
  take(orders: EventBatch<number>): void {
    this.pass(this.context.epoch);
    for (let i = 0; i < orders.size; i++) {
      const wanted = orders.payload(i);
      this.backlog += wanted;
      this.supplier.send(0, wanted);
    }
    this.deliver();
  }

  /** The cost of holding and waiting until an epoch, since the last restart. The sender holds units in transit. */
  costUntil(epoch: number): number {
    this.pass(epoch);
    return this.costs;
  }

  private pass(epoch: number): void {
    this.costs += (this.holding * this.stock + this.penalty * this.backlog) * (epoch - this.changed);
    this.changed = epoch;
  }

  private deliver(): void {
    const units = Math.min(this.stock, this.backlog);
    if (units === 0) return;
    this.stock -= units;
    this.backlog -= units;
    if (this.customer.size === 0) return;
    this.customer.send(0, units, this.delay);
    this.costs += this.holding * units * this.delay;
  }
}

/** Delivers to the first stage whatever it orders. */
@Node('source')
export class Source {
  private readonly customer: Successors<number>;
  private readonly delay: number;

  constructor(context: NodeContext, data: NodeData) {
    this.customer = context.successors(delivery);
    this.delay = data.number('delay');
  }

  @OnEvent(order, { sends: [delivery] })
  deliver(orders: EventBatch<number>): void {
    for (let i = 0; i < orders.size; i++) this.customer.send(0, orders.payload(i), this.delay);
  }
}

@Model({
  name: 'serial-chain',
  simprocs: [delivery, order],
  nodes: [Customers, Stage, Source],
  parameters: ChainParameters,
})
export class SerialChain {}
