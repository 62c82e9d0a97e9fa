// oxlint-disable import/no-duplicates -- as in the README, where lines are short
import { distributions, EventBatch, Model, Node, NodeContext, NodeData } from '@disco-engine/sdk';
import { OnEvent, RandomStream, type Sampler, ScenarioBuilder, simproc } from '@disco-engine/sdk';

const order = simproc<number>('order'); // its events carry a number of boxes
const supply = simproc<number>('supply', { minimumDelay: 2 });

class Policy {
  target = 30;
}

@Node('shop')
export class Shop {
  sold = 0;
  missed = 0;
  private stock: number;
  private readonly demand: Sampler;

  constructor(
    private readonly context: NodeContext,
    policy: Policy,
    data: NodeData,
    random: RandomStream,
  ) {
    this.stock = policy.target;
    this.demand = distributions.poisson(random, { mean: data.number('demand') });
  }

  @OnEvent(order)
  sell(): void {
    const wanted = this.demand.sample();
    const sold = Math.min(wanted, this.stock);
    this.sold += sold;
    this.missed += wanted - sold;
    this.stock -= sold;
    this.context.send({ node: 'plant/north', simproc: order, payload: sold }); // arrives at this same epoch
    this.context.wakeupAfter(1);
  }

  @OnEvent(supply)
  receive(boxes: EventBatch<number>): void {
    for (const { payload } of boxes) this.stock += payload;
  }
}

@Node('plant')
class Plant {
  constructor(private readonly context: NodeContext) {}

  @OnEvent(order, { sends: [supply] })
  deliver(orders: EventBatch<number>): void {
    for (const { sender, payload } of orders) this.context.send({ node: sender, simproc: supply, payload }); // takes 2 days
  }
}

@Model({ name: 'corner-shop', simprocs: [order, supply], nodes: [Shop, Plant], parameters: Policy })
export class CornerShop {}

export const village = new ScenarioBuilder('village')
  .vertex('plant', 'north')
  .vertex('shop', 'Main_Street', { demand: 8 })
  .edge('order', 'Main_Street', 'north')
  .edge('supply', 'north', 'Main_Street')
  .build();
