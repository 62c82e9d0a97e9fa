import { LEAST_DELAY, RandomStreams } from '@disco-engine/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measureActivity, planPlacement, unknownModel } from '@disco-engine/partitioner';
import {
  explore,
  Model,
  Node,
  NodeContext,
  OnEvent,
  ScenarioBuilder,
  simproc,
  type Placement,
  type Scenario,
} from '@disco-engine/sdk';
import { thrownBy } from '../../../model/test/refusal.js';
import { multilevel } from '../../src/placement/multilevel.js';

const order = simproc<number>('order');
const supply = simproc<number>('supply', { minimumDelay: 2 });

@Node('stage')
class Stage {
  constructor(private readonly context: NodeContext) {}

  @OnEvent(order, { sends: [supply] })
  onOrder(): void {
    for (const layer of [order, supply]) {
      const successors = this.context.successors(layer);
      for (let i = 0; i < successors.size; i++) successors.send(i, 1);
    }
  }

  @OnEvent(supply)
  onSupply(): void {}
}

@Model({ name: 'plant', simprocs: [order, supply], nodes: [Stage] })
class Plant {}

const ask = simproc<number>('ask', { minimumDelay: 'next' });

@Node('stage')
class Desk {
  @OnEvent(ask)
  onAsk(): void {}

  @OnEvent(supply)
  onSupply(): void {}
}

@Model({ name: 'office', simprocs: [ask, supply], nodes: [Desk] })
class Office {}

const open = simproc('open');
/** Shops whose handlers take a millisecond. */
let slow: ReadonlySet<string> = new Set();

@Node('shop')
class Shop {
  constructor(private readonly context: NodeContext) {}

  @OnEvent(open)
  onOpen(): void {
    const { context } = this;
    for (const end = performance.now() + 1; slow.has(context.node) && performance.now() < end;);
    context.wakeupAfter(1);
  }
}

@Model({ name: 'shops', simprocs: [open], nodes: [Shop] })
class Shops {}

/** Two towns of `size` stages each; roads without delay inside them, and one road with lookahead between them. */
function towns(size: number): Scenario {
  const builder = new ScenarioBuilder('towns');
  for (const town of ['a', 'b']) {
    for (let i = 0; i < size; i++) {
      builder.vertex('stage', `${town}${i}`, {}, { labels: [`town=${town}`, `street=${i % 2}`] });
      for (let j = 0; j < i; j++) builder.edge('order', `${town}${j}`, `${town}${i}`);
    }
  }
  return builder.edge('supply', 'a0', 'b0').edge('supply', 'b1', 'a1').build();
}

/** A grid of queues, each with a source and a sink, and the nodes that each of them sends to. */
function queueGrid(
  rows: number,
  columns: number,
): { scenario: Scenario; nodes: readonly string[]; links: ReadonlyMap<string, readonly string[]> } {
  const builder = new ScenarioBuilder('grid');
  const links = new Map<string, string[]>();
  const at = (row: number, column: number): string => `queue ${row} ${column}`;
  const link = (from: string, to: string): void => {
    builder.edge('supply', from, to);
    links.set(`stage/${from}`, [...(links.get(`stage/${from}`) ?? []), `stage/${to}`]);
  };
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const queue = at(row, column);
      for (const key of [queue, `source of ${queue}`, `sink of ${queue}`]) builder.vertex('stage', key);
      link(`source of ${queue}`, queue);
      link(queue, `sink of ${queue}`);
      for (const [down, right] of [
        [row + 1, column],
        [row, column + 1],
      ]) {
        if (down >= rows || right >= columns) continue;
        link(queue, at(down, right));
        link(at(down, right), queue);
      }
    }
  const scenario = builder.build();
  return { scenario, nodes: scenario.graph.keys.map((key) => `stage/${key}`), links };
}

function plan(scenario: Scenario, placement: Placement, workers = 2): ReturnType<typeof planPlacement> {
  return planPlacement(explore(Plant), scenario, { workers, placement });
}

describe('a multilevel placement', () => {
  it('keeps links without delay together, and cuts those with delay', () => {
    const { workers, report } = plan(towns(8), multilevel());
    const ofTown = (town: string): Set<number> =>
      new Set(Object.entries(workers).flatMap(([name, worker]) => (name.startsWith(`stage/${town}`) ? [worker] : [])));
    expect([ofTown('a').size, ofTown('b').size]).toEqual([1, 1]);
    expect(report.workers).toEqual([
      { nodes: 8, work: 8 },
      { nodes: 8, work: 8 },
    ]);
    expect(report.layers).toMatchObject([
      { simproc: 'order', minimumDelay: 0, cutLinks: 0, links: 56 },
      // Both handlers of a stage may send a supply, but that makes one link.
      { simproc: 'supply', minimumDelay: 2, cutLinks: 2, links: 2, traffic: 2 },
    ]);
    expect(report.imbalance).toBe(0);
  });

  it('prefers to cut many links with lookahead over fewer without', () => {
    const builder = new ScenarioBuilder();
    for (const key of ['a', 'b', 'c', 'd']) builder.vertex('stage', key);
    builder.edge('order', 'a', 'b').edge('order', 'c', 'd');
    for (const [from, to] of ['ac', 'ad', 'bc', 'bd', 'ca', 'da', 'cb', 'db']) builder.edge('supply', from, to);
    const { workers } = plan(builder.build(), multilevel());
    expect(workers['stage/a']).toBe(workers['stage/b']);
    expect(workers['stage/c']).toBe(workers['stage/d']);
    expect(workers['stage/a']).not.toBe(workers['stage/c']);
  });

  it('keeps nodes joined by links of the least delay together, even if that cuts much more', () => {
    const builder = new ScenarioBuilder();
    for (const key of ['a', 'b', 'c', 'd', 'e']) builder.vertex('stage', key);
    builder.edge('ask', 'a', 'b').edge('ask', 'b', 'a').edge('ask', 'c', 'd', 0.001);
    for (const [from, to] of ['ac', 'ad', 'bc', 'bd', 'ca', 'da', 'cb', 'db', 'ce', 'de'])
      builder.edge('supply', from, to, 1000);
    const { workers, report } = planPlacement(explore(Office), builder.build(), {
      workers: 2,
      placement: multilevel(),
    });
    expect(workers['stage/a']).toBe(workers['stage/b']);
    expect(workers['stage/c']).toBe(workers['stage/d']);
    expect(workers['stage/a']).not.toBe(workers['stage/c']);
    expect(report.layers[0]).toMatchObject({ simproc: 'ask', minimumDelay: LEAST_DELAY, cutLinks: 0 });
  });

  it('cuts links of the least delay if they join more work than one worker may have', () => {
    const builder = new ScenarioBuilder();
    const keys = Array.from({ length: 12 }, (_, index) => `v${index}`);
    for (const key of keys) builder.vertex('stage', key);
    for (const [index, key] of keys.entries()) builder.edge('ask', key, keys[(index + 1) % 12]);
    const { report } = planPlacement(explore(Office), builder.build(), { workers: 3, placement: multilevel() });
    expect(report.workers.map(({ nodes }) => nodes)).toEqual([4, 4, 4]);
    expect(report.layers[0]).toMatchObject({ cutLinks: 3 });
  });

  it('spreads the weight of vertices, not their number', () => {
    const builder = new ScenarioBuilder();
    for (let i = 0; i < 9; i++) builder.vertex('stage', `v${i}`, {}, { weight: i === 0 ? 8 : 1 });
    const { report } = plan(builder.build(), multilevel());
    expect(report.workers.map(({ work }) => work)).toEqual([8, 8]);
  });

  it('keeps nodes that share a label together, even if that cuts more', () => {
    const { workers } = plan(towns(8), multilevel({ togetherBy: ['street'] }));
    const streets = [0, 1].map(
      (street) =>
        new Set(
          Object.entries(workers).flatMap(([name, worker]) => (Number(name.at(-1)) % 2 === street ? [worker] : [])),
        ),
    );
    expect(streets.map(({ size }) => size)).toEqual([1, 1]);
  });

  it('refuses an imbalance of 0', () => {
    for (const imbalance of [0, -1, NaN, Infinity])
      expect(thrownBy(() => plan(towns(2), multilevel({ imbalance })))).toMatchObject({
        code: 'PLACEMENT_INVALID',
      });
    expect(thrownBy(() => plan(towns(2), multilevel(), 0))).toMatchObject({ code: 'PLACEMENT_INVALID' });
  });

  it('places every node once, keeps together what must be, and is the same each time', () => {
    const edge = fc.tuple(fc.nat(29), fc.nat(29));
    const labels = fc.array(fc.nat(12), { minLength: 30, maxLength: 30 });
    fc.assert(
      fc.property(
        fc.array(edge, { maxLength: 80 }),
        labels,
        fc.integer({ min: 1, max: 5 }),
        (edges, sites, workers) => {
          const builder = new ScenarioBuilder();
          sites.forEach((site, i) =>
            builder.vertex('stage', `v${i}`, {}, { labels: [`site=${site}`], weight: 1 + (i % 3) }),
          );
          const known = new Set<string>();
          for (const [from, to] of edges) {
            if (from >= to || known.has(`${from} ${to}`)) continue;
            known.add(`${from} ${to}`);
            builder.edge(from % 2 === 0 ? 'order' : 'supply', `v${from}`, `v${to}`);
          }
          const scenario = builder.build();
          const placement = multilevel({ togetherBy: ['site'] });
          const { workers: placed } = plan(scenario, placement, workers);
          expect(Object.keys(placed)).toHaveLength(30);
          for (const worker of Object.values(placed)) expect(worker >= 0 && worker < workers).toBe(true);
          const ofSite = new Map<number, number>();
          sites.forEach((site, i) => {
            expect(placed[`stage/v${i}`]).toBe(ofSite.get(site) ?? placed[`stage/v${i}`]);
            ofSite.set(site, placed[`stage/v${i}`]);
          });
          expect(plan(scenario, placement, workers).workers).toEqual(placed);
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('measured activity', () => {
  it('weighs nodes by the time of their handlers and links by their events', async () => {
    const scenario = towns(3);
    const measured = await measureActivity(Plant, { scenario, until: 10 });
    expect(measured.activations['stage/a0']).toBe(2);
    const { seconds = {} } = measured;
    expect(Object.keys(seconds)).toEqual(Object.keys(measured.activations));
    expect(Object.values(seconds).every((time) => time > 0 && time < 1)).toBe(true);
    expect(measured.events['stage/a0']).toEqual({ 'stage/a1/order': 1, 'stage/a2/order': 1, 'stage/b0/supply': 1 });
    const { report } = plan(scenario, multilevel({ activity: measured }));
    expect(report.measured).toBe(true);
    expect(report.layers.map(({ traffic, cutTraffic }) => [traffic, cutTraffic])).toEqual([
      [6, 0],
      [2, 2],
    ]);
    const work = Object.values(seconds).reduce((sum, time) => sum + time, 0);
    expect(report.workers.reduce((sum, own) => sum + own.work, 0)).toBeCloseTo(work, 9);
    const { report: byCounts } = plan(scenario, multilevel({ activity: { ...measured, seconds: undefined } }));
    expect(byCounts.workers.reduce((sum, own) => sum + own.work, 0)).toBe(
      Object.values(measured.activations).reduce((sum, count) => sum + count, 0),
    );
  });

  it('puts nodes with slow handlers on different workers, though they are no more active than others', async () => {
    const builder = new ScenarioBuilder('shops');
    for (let shop = 0; shop < 8; shop++) builder.vertex('shop', String(shop));
    const scenario = builder.build();
    const placed = (placement: Placement): Readonly<Record<string, number>> =>
      planPlacement(explore(Shops), scenario, { workers: 2, placement }).workers;
    const together = Object.entries(placed(multilevel())).flatMap(([name, worker]) => (worker === 0 ? [name] : []));
    slow = new Set(together.slice(0, 2));
    const activity = await measureActivity(Shops, { scenario, until: 5 });
    expect(new Set(Object.values(activity.activations))).toEqual(new Set([5]));
    const workers = placed(multilevel({ activity }));
    expect(new Set(Array.from(slow, (name) => workers[name]))).toEqual(new Set([0, 1]));
  });

  it('cuts no more than without, if chance alone makes the loads differ', () => {
    // The activations of equal queues in a short run vary by about their square root.
    const chance = new RandomStreams({ masterSeed: 1, replication: 0 }).open('chance');
    const grid = queueGrid(4, 6);
    for (const mean of [3, 10, 30]) {
      const count = (): number => {
        let sum = 0;
        for (let trial = 0; trial < 4 * mean; trial++) sum += chance.uniform() < 0.25 ? 1 : 0;
        return sum;
      };
      const activations = Object.fromEntries(grid.nodes.map((name) => [name, count()]));
      const sent = (to: string): [string, number] => [`${to}/supply`, mean];
      const events = Object.fromEntries(
        grid.nodes.map((name) => [name, Object.fromEntries((grid.links.get(name) ?? []).map(sent))]),
      );
      for (const workers of [2, 3, 4]) {
        const cut = (placement: Placement): number | undefined =>
          plan(grid.scenario, placement, workers).report.layers.find((layer) => layer.simproc === 'supply')?.cutLinks;
        expect(cut(multilevel({ activity: { activations, events } }))).toBeLessThanOrEqual(cut(multilevel()) ?? NaN);
      }
    }
  });

  it('outweighs chance if the loads really differ', () => {
    const { nodes, scenario } = queueGrid(4, 6);
    const activations = Object.fromEntries(nodes.map((name, at) => [name, at % 24 < 8 ? 300 : 100]));
    const { report } = plan(scenario, multilevel({ activity: { activations, events: {} } }));
    expect(report.imbalance).toBeLessThan(0.03);
  });

  it('outweighs chance if evening it out cuts no more', () => {
    const builder = new ScenarioBuilder();
    const keys = ['a', 'b', 'c', 'd'];
    for (const key of keys) builder.vertex('stage', key);
    const scenario = builder.build();
    const pairs = keys.flatMap((one, at) => keys.slice(at + 1).map((other) => [one, other]));
    expect(pairs).toHaveLength(6);
    for (const busy of pairs) {
      const activations = Object.fromEntries(keys.map((key) => [`stage/${key}`, busy.includes(key) ? 12 : 8]));
      const { report } = plan(scenario, multilevel({ activity: { activations, events: {} } }));
      expect(report.imbalance, busy.join()).toBe(0);
    }
  });

  it('decides where the work is', async () => {
    const builder = new ScenarioBuilder();
    for (const key of ['a', 'b', 'c', 'd']) builder.vertex('stage', key);
    const activations = { 'stage/a': 90, 'stage/b': 30, 'stage/c': 30, 'stage/d': 30 };
    const { report } = plan(builder.build(), multilevel({ activity: { activations, events: {} } }));
    expect(report.workers.map(({ nodes }) => nodes).sort()).toEqual([1, 3]);
  });
});

describe('the parallelism of a graph', () => {
  // Half of a node's work is on its order port, where the chains are; the other half is on its supply port.
  it.each<[string, number, string[], number]>([
    ['independent nodes', 6, [], 6],
    ['a chain', 4, ['01', '12', '23'], 4 / 2],
    ['a star', 5, ['01', '02', '03', '04'], 5],
    ['two chains', 8, ['01', '12', '23', '45', '56', '67'], 8 / 2],
  ])('of %s', (_, count, edges, wanted) => {
    const builder = new ScenarioBuilder();
    for (let i = 0; i < count; i++) builder.vertex('stage', `v${i}`);
    for (const [from, to] of edges) builder.edge('order', `v${from}`, `v${to}`);
    expect(plan(builder.build(), { kind: 'round-robin' }).report.parallelism).toBeCloseTo(wanted);
  });
});

describe('a scenario without a model', () => {
  it('is placed vertex by vertex, with delays where there are cycles', () => {
    const scenario = towns(4);
    const model = unknownModel(scenario);
    expect(model.simprocs.map(({ name, minimumDelay }) => [name, minimumDelay])).toEqual([
      ['order', 0],
      ['supply', 0],
    ]);
    const { workers, report } = planPlacement(model, scenario, { workers: 2, placement: multilevel() });
    expect(Object.keys(workers)).toHaveLength(8);
    expect(report.layers.map((layer) => layer.simproc)).toEqual(['order', 'supply']);
    const round = new ScenarioBuilder()
      .vertex('x', 'a')
      .vertex('x', 'b')
      .edge('e', 'a', 'b')
      .edge('e', 'b', 'a')
      .build();
    expect(unknownModel(round).simprocs).toEqual([{ name: 'e', minimumDelay: 1, complete: false }]);
  });
});
