import {
  Node,
  NodeContext,
  OnEvent,
  OnInit,
  RandomStream,
  ScenarioBuilder,
  simproc,
  Simulation,
  type EventBatch,
  type ModelClass,
  type SimulationOptions,
} from '@disco-engine/sdk';
import { DataLogger } from '../../src/logging/data-logger.js';
import type { HistogramRecorder } from '../../src/logging/histogram-recorder.js';
import type { SampleRecorder } from '../../src/logging/sample-recorder.js';
import type { StateRecorder } from '../../src/logging/state-recorder.js';
import type { TimeWeightedRecorder } from '../../src/logging/time-weighted-recorder.js';
import { total } from '../../src/logging/total.js';
import type { VectorRecorder } from '../../src/logging/vector-recorder.js';
import { modelOf } from '../model-of.js';

const order = simproc<number>('order');
const supply = simproc<number>('supply', { minimumDelay: 0.5 });

/** Common to all shops; amounts are not whole numbers, so that a different order of addition would show. */
const inStreet = total('stocks', { unit: 'pieces', labels: { kind: 'sum' } });

/** Orders from its neighbor again and again, and logs one channel of each kind. */
@Node('shop', { distinctBy: ['street'] })
export class Shop {
  private readonly stock: TimeWeightedRecorder;
  private readonly wait: SampleRecorder;
  private readonly bins: HistogramRecorder;
  private readonly shelves: VectorRecorder;
  readonly mood: StateRecorder<'calm' | 'busy'>;
  private amount: SampleRecorder | undefined;
  private onHand = 5;

  constructor(
    readonly log: DataLogger,
    readonly context: NodeContext,
    private readonly random: RandomStream,
  ) {
    this.stock = log.timeWeighted('stock', { unit: 'pieces', labels: { street: context.node }, across: inStreet });
    this.wait = log.tally('wait', { unit: 'days' });
    this.bins = log.histogram('bins', { edges: [0, 0.25, 0.5, 1] });
    this.shelves = log.vector('shelves');
    this.mood = log.state('mood', { states: ['calm', 'busy'] });
    this.stock.record(this.onHand);
  }

  @OnInit()
  open(): void {
    this.amount = this.log.series('amount');
    this.mood.enter('calm');
  }

  @OnEvent(order, { sends: [supply] })
  take(orders: EventBatch<number>): void {
    const { epoch } = this.context;
    for (const { payload } of orders) {
      this.onHand -= payload;
      this.amount?.record(payload);
    }
    const draw = this.random.uniform();
    this.stock.record(this.onHand);
    this.bins.record(draw * 1.2);
    this.shelves.record(Float64Array.of(this.onHand, draw));
    this.mood.enter(draw < 0.5 ? 'calm' : 'busy');
    this.context.successors(supply).send(0, draw, 0.5 + draw);
    this.context.wakeup(epoch + 1);
  }

  @OnEvent(supply)
  fill(supplies: EventBatch<number>): void {
    for (const { payload } of supplies) {
      this.onHand += payload;
      this.wait.record(payload);
    }
    this.stock.record(this.onHand);
  }
}

/** A ring of shops with two vertices each. */
export function street(shops = 4): SimulationOptions['scenario'] {
  const builder = new ScenarioBuilder('street');
  for (let shop = 0; shop < shops; shop++)
    for (const side of ['a', 'b']) builder.vertex('shop', `${shop}${side}`, {}, { labels: [`street=s${shop}`] });
  for (let shop = 0; shop < shops; shop++) builder.edge('supply', `${shop}a`, `${(shop + 1) % shops}a`);
  return builder.build();
}

export const town: ModelClass = modelOf({ simprocs: [order, supply], nodes: [Shop] });

export async function open(options: Partial<SimulationOptions> = {}): Promise<Simulation> {
  return Simulation.create(town, { scenario: street(), seed: 3, ...options });
}
