import { filter, map } from 'rxjs';
import { describe, expect, it } from 'vitest';
import {
  AdvancePromise,
  DiscoError,
  EventBatch,
  InvalidInputError,
  Node,
  NodeContext,
  NodeData,
  OnEvent,
  OnInit,
  ScenarioBuilder,
  simproc,
  Simulation,
  type SimulationOptions,
  type Successors,
} from '@disco-engine/sdk';
import { modelOf } from '../model-of.js';
import { refusal, thrownBy } from '../refusal.js';

interface Order {
  quantity: number;
}
const order = simproc<Order>('order');
const supply = simproc<number>('supply');

class Policy {
  leadTime = 2;
}

let outside: unknown[] = [];

@Node('stage')
class Stage {
  received = 0;
  readonly calls: string[] = [];
  private readonly suppliers: Successors<Order>;

  constructor(
    private readonly context: NodeContext,
    private readonly policy: Policy,
    private readonly data: NodeData,
  ) {
    this.suppliers = context.successors(order);
    outside.push(thrownBy(() => context.wakeup(1)));
  }

  @OnInit()
  open(): void {
    this.calls.push(`open ${this.context.node} at ${this.context.epoch}`);
    outside.push(thrownBy(() => this.context.wakeup(1)));
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

@Node('bank')
class Bank {
  @OnEvent(supply)
  receive(): void {}
}

const TwoStages = modelOf({ simprocs: [order, supply], nodes: [Stage, Bank], parameters: Policy });

function scenarioBuilder(reversed = false): ScenarioBuilder {
  const builder = new ScenarioBuilder('two stages');
  const acts = [
    () => builder.vertex('stage', 'shop', { demand: 1 }),
    () => builder.vertex('stage', 'plant'),
    () => builder.vertex('bank', 'bank'),
    () => builder.edge('order', 'shop', 'plant'),
    () => builder.edge('supply', 'plant', 'shop'),
  ];
  for (const act of reversed ? acts.reverse() : acts) act();
  return builder;
}

const scenario = scenarioBuilder().build();

async function create(options: Partial<SimulationOptions> = {}): Promise<Simulation> {
  outside = [];
  return Simulation.create(TwoStages, { scenario, seed: 7, parameters: { leadTime: 3 }, ...options });
}

async function digestOf(options: Partial<SimulationOptions> = {}): Promise<string> {
  const simulation = await create(options);
  simulation.until(20);
  return simulation.digest;
}

describe('a simulation', () => {
  it('runs a decorated model on a scenario', async () => {
    const simulation = await create();
    const shop = simulation.node('stage/shop', Stage);
    const seen: string[] = [];
    simulation.activations
      .pipe(
        filter(({ node }) => node === 'stage/plant'),
        map(({ simproc: name, epoch, events }) => `${name}@${epoch}:${events.length}`),
      )
      .subscribe((line) => seen.push(line));
    expect(simulation.until(4)).toMatchObject({ epoch: 3, finished: false });
    expect(shop.received).toBe(3);
    expect(seen).toEqual(['order@0:1', 'supply@0:0', 'order@1:1', 'order@2:1', 'order@3:1']);
    expect(await simulation.run({ until: 10 })).toMatchObject({ epoch: 9, until: 10, finished: false });
    expect(shop.received).toBe(21);
    expect([simulation.epoch, simulation.state]).toEqual([9, 'ready']);
    expect(simulation.pendingEventCount).toBe(3);
    expect(simulation.eventCount).toBe(10 + 7);
  });

  it('makes all nodes, then calls their @OnInit methods, before anything else happens', async () => {
    const simulation = await create();
    expect(simulation.node('stage/plant', Stage).calls).toEqual(['open stage/plant at 0']);
    expect(simulation.activationCount).toBe(0);
    simulation.until(5);
    expect(simulation.node('stage/plant', Stage).calls).toHaveLength(1);
  });

  it('lets no node act in its constructor or in @OnInit', async () => {
    await create();
    expect(outside.map((error) => (error as DiscoError).code)).toEqual(
      Array.from({ length: 4 }, () => 'CALL_OUTSIDE_HANDLER'),
    );
  });

  it('has the same digest for any order of the scenario and of ties, any split, payload check and observers', async () => {
    const digest = await digestOf();
    expect(digest).toMatch(/^[0-9a-f]{16}$/);
    expect(await digestOf({ scenario: scenarioBuilder(true).build() })).toBe(digest);
    expect(await digestOf({ tieOrder: () => Int32Array.of(2, 1, 0) })).toBe(digest);
    expect(await digestOf({ payloads: 'strict' })).toBe(digest);
    const split = await create();
    split.activations.subscribe(({ events }) =>
      events.forEach(({ payload }) => Object.assign(Object(payload) as object, { quantity: 99 })),
    );
    while (split.epoch < 5) split.step();
    await split.run({ until: 11 });
    split.until(20);
    expect(split.digest).toBe(digest);
    expect(await digestOf({ parameters: { leadTime: 4 } })).not.toBe(digest);
    expect(await digestOf({ digest: 'off' })).toBe('off');
  });

  it('names the node whose constructor or @OnInit throws', async () => {
    const cause = new Error('closed');
    @Node('stage')
    class Closed {
      constructor(data: NodeData) {
        if (data.has('demand')) throw cause;
      }

      @OnInit()
      open(): void {
        throw cause;
      }

      @OnEvent(order)
      take(): void {}
    }
    const model = modelOf({ simprocs: [order], nodes: [Closed] });
    const made = await refusal(() =>
      Simulation.create(model, {
        scenario: new ScenarioBuilder().vertex('stage', 'a').vertex('stage', 'b', { demand: 1 }).build(),
      }),
    );
    expect(made).toMatchObject({ code: 'NODE_FAILED', place: { node: 'stage/b' }, cause });
    const opened = await refusal(() =>
      Simulation.create(model, { scenario: new ScenarioBuilder().vertex('stage', 'a').build() }),
    );
    expect(opened).toMatchObject({ code: 'NODE_FAILED', place: { node: 'stage/a' }, cause });
    expect([made.message, opened.message]).toEqual([
      "node 'stage/b' could not be made: closed",
      "node 'stage/a' could not be initialized: closed",
    ]);
  });

  it('refuses a scenario with unknown node types, each reported once', async () => {
    const foreign = new ScenarioBuilder('foreign').vertex('shop', 'a').vertex('shop', 'b').vertex('mine', 'c').build();
    const error = await refusal(() => create({ scenario: foreign }));
    expect(error.code).toBe('SCENARIO_INVALID');
    expect((error as InvalidInputError).problems.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      "NODE_TYPE_UNKNOWN: vertex 'a' belongs to unknown node type 'shop'; model 'test' has: stage, bank",
      "NODE_TYPE_UNKNOWN: vertex 'c' belongs to unknown node type 'mine'; model 'test' has: stage, bank",
    ]);
  });

  it('refuses layers without simproc, links to nowhere and zero-delay cycles, all at once', async () => {
    const wrong = scenarioBuilder()
      .edge('order', 'plant', 'shop')
      .edge('order', 'shop', 'bank')
      .edge('stock', 'shop', 'plant')
      .build();
    const error = await refusal(() => create({ scenario: wrong }));
    expect(error.code).toBe('TOPOLOGY_INVALID');
    expect((error as InvalidInputError).problems.map(({ code }) => code).sort()).toEqual([
      'CYCLE_WITHOUT_DELAY',
      'HANDLER_MISSING',
      'SIMPROC_UNKNOWN',
    ]);
    expect(error.message).toMatch(
      /stage\/(shop|plant)\/order → stage\/(plant|shop)\/order → stage\/(shop|plant)\/order/,
    );
  });
});

describe('the nodes of a simulation', () => {
  it('can be retrieved by name and class, or all of a class', async () => {
    const simulation = await create();
    expect(simulation.nodeNames).toEqual(['bank/bank', 'stage/plant', 'stage/shop']);
    expect(simulation.node('bank/bank', Bank)).toBeInstanceOf(Bank);
    expect([...simulation.nodes(Stage).keys()]).toEqual(['stage/plant', 'stage/shop']);
  });

  it('are refused for an unknown name or another class', async () => {
    const simulation = await create();
    expect(thrownBy(() => simulation.node('shop', Stage))).toMatchObject({
      code: 'NODE_UNKNOWN',
      place: { node: 'shop' },
      message: expect.stringContaining("names have the form type/key, as in 'bank/bank'"),
    });
    expect(thrownBy(() => simulation.node('bank/bank', Stage))).toMatchObject({
      code: 'NODE_CLASS_WRONG',
      message: "node 'bank/bank' is of class Bank, not Stage",
    });
  });
});

describe('a run in Node', () => {
  it('lets timers of the host fire, reports progress, and can be aborted and resumed', async () => {
    const simulation = await create();
    const stop = new AbortController();
    let ticks = 0;
    const timer = setInterval(() => ++ticks >= 3 && stop.abort(), 1);
    const epochs: number[] = [];
    const running = simulation.run({
      until: Infinity,
      signal: stop.signal,
      budget: 2,
      onProgress: ({ epoch }) => epochs.push(epoch),
    });
    await expect(running).rejects.toMatchObject({ name: 'AbortError', code: 'RUN_ABORTED' });
    clearInterval(timer);
    expect(ticks).toBe(3);
    expect(epochs).toEqual([...epochs].sort((a, b) => a - b));
    const until = simulation.epoch + 10;
    await simulation.run({ until });
    const whole = await create();
    whole.until(until);
    expect(simulation.digest).toBe(whole.digest);
  });

  it('is paused and resumed', async () => {
    const simulation = await create();
    const states: string[] = [];
    simulation.states.subscribe(({ state }) => states.push(state));
    simulation.pause();
    const running = simulation.run({ until: 5 });
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect([simulation.state, simulation.activationCount]).toEqual(['paused', 0]);
    simulation.resume();
    await running;
    expect(states).toEqual(['paused', 'running', 'ready']);
  });
});
