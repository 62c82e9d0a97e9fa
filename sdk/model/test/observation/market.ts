import {
  AdvancePromise,
  Node,
  NodeContext,
  OnEvent,
  RandomStream,
  ScenarioBuilder,
  simproc,
  Simulation,
  type EventBatch,
  type SimulationOptions,
} from '@disco-engine/sdk';
import { modelOf } from '../model-of.js';

interface Wish {
  readonly piece: number;
}
const order = simproc<Wish>('order');
const supply = simproc<Wish>('supply', { minimumDelay: 0.5 });

/** Orders at random epochs, and occasionally sleeps, whatever arrives. */
@Node('shop')
class Shop {
  constructor(
    private readonly context: NodeContext,
    private readonly random: RandomStream,
  ) {}

  @OnEvent(order)
  buy(): void {
    const { epoch } = this.context;
    const depots = this.context.successors(order);
    for (let depot = 0; depot < depots.size; depot++) depots.send(depot, { piece: depot });
    this.context.wakeup(epoch + 0.25 + this.random.uniform());
  }

  @OnEvent(supply)
  unpack(): void {
    const { epoch } = this.context;
    if (this.random.uniform() < 0.3) this.context.hardWakeup(epoch + 1);
  }

  @AdvancePromise(order)
  quiet(): number {
    return this.context.epoch + 0.25;
  }
}

@Node('depot')
class Depot {
  constructor(
    private readonly context: NodeContext,
    private readonly random: RandomStream,
  ) {}

  @OnEvent(order, { sends: [supply] })
  deliver(orders: EventBatch<Wish>): void {
    const shops = this.context.successors(supply);
    for (const wish of orders)
      for (let shop = 0; shop < shops.size; shop++) shops.send(shop, wish.payload, 0.5 + this.random.uniform());
  }
}

const market = modelOf({ simprocs: [order, supply], nodes: [Shop, Depot] });

/** One depot for every two shops, and whatever a test adds. */
export async function openMarket(shops: number, options: Partial<SimulationOptions> = {}): Promise<Simulation> {
  const builder = new ScenarioBuilder('market');
  for (let shop = 0; shop < shops; shop++) {
    if (shop % 2 === 0) builder.vertex('depot', `D${shop / 2}`);
    builder.vertex('shop', `S${shop}`);
  }
  for (let shop = 0; shop < shops; shop++) {
    const depot = `D${Math.floor(shop / 2)}`;
    builder.edge('order', `S${shop}`, depot).edge('supply', depot, `S${shop}`);
  }
  return Simulation.create(market, { scenario: builder.build(), seed: 5, ...options });
}
