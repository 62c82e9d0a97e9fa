import { filter, from } from 'rxjs';
import { expect, test } from 'vitest';
import {
  EventBatch,
  Model,
  Node,
  NodeContext,
  NodeData,
  OnEvent,
  OnInit,
  Promise as AdvancePromise,
  ScenarioBuilder,
  simproc,
  Simulation,
  type Successors,
} from '@disco-engine/sdk';

interface Order {
  readonly quantity: number;
}

const order = simproc<Order>('order');
const supply = simproc<number>('supply');

class Policy {
  leadTime = 2;
}

@Node('stage')
class Stage {
  received = 0;
  opened = false;
  private readonly suppliers: Successors<Order>;
  private readonly customers: Successors<number>;

  constructor(
    private readonly context: NodeContext,
    private readonly policy: Policy,
    private readonly data: NodeData,
  ) {
    this.suppliers = context.successors(order);
    this.customers = context.successors(supply);
  }

  @OnInit()
  open(): void {
    this.opened = true;
  }

  @OnEvent(order, { sends: [supply] })
  takeOrders(orders: EventBatch<Order>): void {
    if (this.data.number('demand', 0) > 0) {
      this.context.wakeup(this.context.epoch + 1);
      for (let i = 0; i < this.suppliers.size; i++) this.suppliers.send(i, { quantity: 3 });
    }
    for (const { payload, sender } of orders) {
      this.context.send({ node: sender, simproc: supply, delay: this.policy.leadTime, payload: payload.quantity });
    }
  }

  @OnEvent(supply)
  receive(deliveries: EventBatch<number>): void {
    for (let i = 0; i < deliveries.size; i++) this.received += deliveries.payload(i);
  }

  @AdvancePromise(supply)
  earliestDelivery(): number {
    return this.context.epoch;
  }
}

@Model({ name: 'two-stages', simprocs: [order, supply], nodes: [Stage], parameters: Policy })
class TwoStages {}

const scenario = new ScenarioBuilder()
  .vertex('stage', 'shop', { demand: 1 })
  .vertex('stage', 'plant')
  .edge('order', 'shop', 'plant')
  .edge('supply', 'plant', 'shop')
  .build();

test('a decorated model runs on a scenario', async () => {
  const simulation = await Simulation.create(TwoStages, { scenario, seed: 7, parameters: { leadTime: 3 } });
  const shop = simulation.node('stage/shop', Stage);
  expect(shop.opened).toBe(true);
  const seen: string[] = [];
  from(simulation.activations)
    .pipe(filter((activation) => activation.node === 'stage/plant'))
    .subscribe(({ simproc: name, epoch, events }) => seen.push(`${name}@${epoch}:${events.length}`));
  simulation.until(4);
  expect(shop.received).toBe(3);
  expect(seen).toEqual(['order@0:1', 'supply@0:0', 'order@1:1', 'order@2:1', 'order@3:1']);
  const report = await simulation.run({ until: 10 });
  expect(report.finished).toBe(false);
  expect(shop.received).toBe(21);
});
