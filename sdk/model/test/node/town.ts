import { Node, NodeContext, OnEvent, ScenarioBuilder, simproc, Simulation, type EventBatch } from '@disco-engine/sdk';
import { modelOf } from '../model-of.js';

export const order = simproc<string>('order');
export const supply = simproc<string>('supply', { minimumDelay: 2 });
export const gossip = simproc<string>('gossip', { minimumDelay: 1, complete: true });

/** Does what a test specifies at epoch 0, and writes down what it receives. */
@Node('house')
export class House {
  readonly heard: string[] = [];

  constructor(readonly context: NodeContext) {}

  @OnEvent(order, { sends: [supply, gossip], selfRelations: [supply] })
  onOrder(batch: EventBatch<string>): void {
    this.hear('order', batch);
    if (this.context.epoch === 0) plans.get(this.context.node)?.(this);
  }

  @OnEvent(supply)
  onSupply(batch: EventBatch<string>): void {
    this.hear('supply', batch);
  }

  @OnEvent(gossip)
  onGossip(batch: EventBatch<string>): void {
    this.hear('gossip', batch);
  }

  private hear(by: string, batch: EventBatch<string>): void {
    for (const { payload, sender } of batch) this.heard.push(`${by}@${this.context.epoch} ${payload} from ${sender}`);
  }
}

@Node('inn')
export class Inn {
  constructor(readonly context: NodeContext) {}

  @OnEvent(gossip)
  onGossip(): void {}
}

const plans = new Map<string, (house: House) => void>();

/** Houses a, b, c and an inn; orders go a → c and a → b, supplies c → a with weight 5. */
export async function town(plan: Readonly<Record<string, (house: House) => void>> = {}): Promise<Simulation> {
  plans.clear();
  for (const [name, act] of Object.entries(plan)) plans.set(`house/${name}`, act);
  const scenario = new ScenarioBuilder()
    .vertex('house', 'a')
    .vertex('house', 'b')
    .vertex('house', 'c')
    .vertex('inn', 'i')
    .edge('order', 'a', 'c', 3)
    .edge('order', 'a', 'b', 0.5)
    .edge('supply', 'c', 'a', 5)
    .edge('supply', 'a', 'c')
    .build();
  return Simulation.create(modelOf({ simprocs: [order, supply, gossip], nodes: [House, Inn] }), { scenario });
}

/** What every node received when house a did something at epoch 0. */
export async function afterwards(act: (house: House) => void): Promise<Record<string, readonly string[]>> {
  const simulation = await town({ a: act });
  simulation.until(100);
  return Object.fromEntries(
    Array.from(simulation.nodes(House), ([name, { heard }]) => [name.slice('house/'.length), heard] as const).filter(
      ([, heard]) => heard.length > 0,
    ),
  );
}
