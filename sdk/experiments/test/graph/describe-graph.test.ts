import { defineExperiment } from '@disco-engine/experiments';
import { Model, Node, OnEvent, ScenarioBuilder, simproc, type Scenario } from '@disco-engine/sdk';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { describeGraph } from '../../src/graph/describe-graph.js';
import type { GraphDescription } from '../../src/graph/graph-schema.js';

const order = simproc('order', { minimumDelay: 1 });
const news = simproc('news', { minimumDelay: 2, complete: true });

@Node('shop')
class Shop {
  @OnEvent(order)
  take(): void {}

  @OnEvent(news)
  hear(): void {}
}

@Node('depot', { sameNodeBy: ['site'] })
class Depot {
  @OnEvent(order)
  take(): void {}
}

@Model({ name: 'chain', simprocs: [order, news], nodes: [Shop, Depot] })
class Chain {}

function graphOf(scenario: Scenario): GraphDescription {
  return describeGraph(defineExperiment(Chain, { scenario, duration: 1 }), scenario);
}

/** Shops in a row, each of which orders from the next. */
function row(shops: number, labels: (shop: number) => string[] = () => []): ScenarioBuilder {
  const builder = new ScenarioBuilder('row');
  for (let shop = 0; shop < shops; shop++) builder.vertex('shop', `${shop}`, {}, { labels: labels(shop) });
  for (let shop = 1; shop < shops; shop++) builder.edge('order', `${shop - 1}`, `${shop}`, shop);
  return builder;
}

describe('the graph for a report', () => {
  test('has a box for each of few nodes, with the links between nodes by layer', () => {
    const builder = row(3);
    for (const key of ['a', 'b']) builder.vertex('depot', key, {}, { labels: ['site=north'] });
    const scenario = builder.edge('order', '2', 'a', 5).edge('order', '2', 'b', 7).edge('order', 'a', 'b', 100).build();
    const graph = graphOf(scenario);
    expect(graph.boxesAre).toEqual({ isNode: true, label: null, layer: null, levels: 1 });
    expect(graph.boxes.map(({ name, type, nodes, vertices }) => [name, type, nodes, vertices])).toEqual([
      ['shop/0', 'shop', ['shop/0'], 1],
      ['shop/1', 'shop', ['shop/1'], 1],
      ['shop/2', 'shop', ['shop/2'], 1],
      [graph.boxes[3].name, 'depot', [graph.boxes[3].name], 2],
    ]);
    const nothing = { from: [], to: [], weights: [], within: 0 };
    expect(graph.layers).toEqual([
      // An edge between vertices of the same node is not a link.
      {
        name: 'order',
        minimumDelay: 1,
        complete: false,
        from: [0, 1, 2],
        to: [1, 2, 3],
        weights: [1, 2, 12],
        within: 100,
      },
      { name: 'news', minimumDelay: 2, complete: true, ...nothing },
    ]);
    expect(JSON.parse(JSON.stringify(graph))).toEqual(graph);
  });

  test('is divided by the label that gives the most legible boxes', () => {
    const scenario = row(400, (shop) => [`lot=${shop}`, `area=${shop % 40}`, `half=${shop % 2}`]).build();
    const { boxesAre, boxes, layers } = graphOf(scenario);
    expect(boxesAre).toEqual({ isNode: false, label: 'area', layer: null, levels: 1 });
    expect(boxes).toHaveLength(40);
    expect(boxes[0]).toMatchObject({ name: 'shop 0', type: 'shop', vertices: 10 });
    expect(boxes[1].nodes).toContain('shop/41');
    expect(layers[0].from).toHaveLength(40);
  });

  test('has boxes for nodes without the label, and for nodes with several', () => {
    const labels = (shop: number): string[] => (shop === 0 ? [] : shop === 1 ? ['area=a', 'area=b'] : ['area=a']);
    const builder = row(300, labels).edge('order', '299', '0');
    const { boxes } = graphOf(builder.build());
    expect(boxes.map(({ name, nodes }) => [name, nodes.length])).toEqual([
      ['shop without area', 1],
      ['shop a', 298],
      ['shop a+b', 1],
    ]);
  });

  test('is divided by depth, with several depths per box if there are too many', () => {
    const { boxesAre, boxes } = graphOf(row(300).build());
    expect(boxesAre).toEqual({ isNode: false, label: null, layer: 'order', levels: 3 });
    expect(boxes).toHaveLength(100);
    expect(boxes[1]).toMatchObject({ name: 'shop depth 3–5', vertices: 3 });
    expect(boxes[99].name).toBe('shop depth 297–299');
  });

  test('is divided by label and depth, unless that gives too many boxes', () => {
    const builder = new ScenarioBuilder('columns');
    for (let shop = 0; shop < 300; shop++) {
      builder.vertex('shop', `${shop}`, {}, { labels: [`area=${shop % 3}`] });
      if (shop >= 30) builder.edge('order', `${shop - 30}`, `${shop}`);
    }
    const { boxesAre, boxes } = graphOf(builder.build());
    expect(boxesAre).toEqual({ isNode: false, label: 'area', layer: 'order', levels: 1 });
    expect(boxes).toHaveLength(30);
    expect(boxes[11].name).toBe('shop 1 depth 1');
  });

  test('has a box for each type if nothing divides the nodes', () => {
    const { boxesAre, boxes, layers } = graphOf(row(300).edge('order', '299', '0', 0.5).build());
    expect(boxesAre).toEqual({ isNode: false, label: null, layer: null, levels: 1 });
    expect(boxes.map(({ name, vertices }) => [name, vertices])).toEqual([['shop', 300]]);
    expect(layers[0]).toMatchObject({ from: [], within: (299 * 300) / 2 + 0.5 });
  });

  test('has each node in one box, loses no weight, and has few boxes', () => {
    const size = fc.integer({ min: 1, max: 400 });
    const edges = fc.array(fc.tuple(fc.nat(), fc.nat(), fc.integer({ min: 1, max: 9 })), { maxLength: 100 });
    fc.assert(
      fc.property(size, fc.integer({ min: 1, max: 300 }), edges, (shops, areas, list) => {
        const builder = new ScenarioBuilder('any');
        for (let shop = 0; shop < shops; shop++)
          builder.vertex('shop', `${shop}`, {}, { labels: [`area=${(shop * 7) % areas}`] });
        let total = 0;
        const known = new Set<string>();
        for (const [from, to, weight] of list) {
          const key = `${from % shops} ${to % shops}`;
          if (from % shops === to % shops || known.has(key)) continue;
          known.add(key);
          builder.edge('order', `${from % shops}`, `${to % shops}`, weight);
          total += weight;
        }
        const { boxes, layers } = graphOf(builder.build());
        expect(boxes.length).toBeLessThanOrEqual(200);
        expect(boxes.flatMap(({ nodes }) => nodes).sort()).toEqual(
          Array.from({ length: shops }, (_, at) => `shop/${at}`).sort(),
        );
        const [{ from, to, weights, within }] = layers;
        expect(weights.reduce((sum, weight) => sum + weight, within)).toBe(total);
        expect(from.every((source, link) => source !== to[link])).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  test('is rejected for a scenario that does not fit the model', () => {
    const scenario = new ScenarioBuilder('other').vertex('harbour', 'h').build();
    expect(() => graphOf(scenario)).toThrow(expect.objectContaining({ code: 'SCENARIO_INVALID' }));
  });
});
