import { describe, expect, it } from 'vitest';
import {
  AdvancePromise,
  EventBatch,
  explore,
  injectable,
  Node,
  NodeContext,
  OnEvent,
  OnInit,
  ScenarioBuilder,
  simproc,
  Simulation,
} from '@disco-engine/sdk';
import { modelOf } from '../model-of.js';

const order = simproc<number>('order');
const supply = simproc<number>('supply');

@injectable()
class Base {
  readonly calls: string[] = [];

  constructor(protected readonly context: NodeContext) {}

  @OnInit()
  open(): void {
    this.calls.push('open');
  }

  @OnEvent(order, { selfRelations: [supply] })
  take(orders: EventBatch<number>): void {
    this.calls.push(`base take ${orders.size}`);
  }

  @AdvancePromise(order)
  earliest(): number {
    this.calls.push('earliest');
    return this.context.epoch;
  }
}

@Node('stage')
class Stage extends Base {
  @OnEvent(supply)
  receive(): void {
    this.calls.push('receive');
  }
}

@Node('shop')
class Shop extends Base {
  override take(): void {
    this.calls.push('shop take');
    this.context.self(supply).send(0, 1);
  }

  @OnEvent(supply)
  receive(supplies: EventBatch<number>): void {
    this.calls.push(`receive ${supplies.size}`);
  }
}

@Node('again')
class Again extends Base {
  @OnInit()
  override open(): void {
    this.calls.push('open again');
  }

  @OnEvent(order, { selfRelations: [supply] })
  override take(): void {
    this.calls.push(`self relations ${this.context.self(supply).size}`);
  }

  @OnEvent('supply')
  receive(): void {}
}

async function callsOf(type: string): Promise<string[]> {
  const scenario = new ScenarioBuilder().vertex(type, 'one').build();
  const simulation = await Simulation.create(modelOf({ simprocs: [order, supply], nodes: [Stage, Shop, Again] }), {
    scenario,
  });
  simulation.until(1);
  return simulation.node(`${type}/one`, Base).calls;
}

describe('a node class that extends another', () => {
  it('has the handlers, promises and @OnInit methods of its base, and its constructor', async () => {
    expect(await callsOf('stage')).toEqual(['open', 'base take 0', 'earliest', 'receive']);
  });

  it('may override a method without redecorating it', async () => {
    expect(await callsOf('shop')).toEqual(['open', 'shop take', 'earliest', 'receive 1']);
  });

  it('may redecorate it without declaring anything twice', async () => {
    expect(await callsOf('again')).toEqual(['open again', 'self relations 1', 'earliest']);
  });

  it('leaves its base as it was', () => {
    const { nodeTypes } = explore(modelOf({ simprocs: [order, supply], nodes: [Stage, Shop] }));
    expect(
      nodeTypes.map(({ name, handlerMethods, promiseMethods }) => ({ name, handlerMethods, promiseMethods })),
    ).toEqual([
      { name: 'stage', handlerMethods: ['take', 'receive'], promiseMethods: ['earliest', undefined] },
      { name: 'shop', handlerMethods: ['take', 'receive'], promiseMethods: ['earliest', undefined] },
    ]);
  });
});
