import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  Node,
  NodeContext,
  NodeData,
  OnEvent,
  ScenarioBuilder,
  simproc,
  Simulation,
  type NodeOptions,
  type Scenario,
} from '@disco-engine/sdk';
import { modelOf } from '../model-of.js';
import { refusal } from '../refusal.js';

const order = simproc('order');

async function run(scenario: Scenario, options: NodeOptions): Promise<Simulation> {
  @Node('stage', options)
  class Stage {
    constructor(
      readonly context: NodeContext,
      readonly data: NodeData,
    ) {}

    @OnEvent(order)
    onOrder(): void {}
  }
  return Simulation.create(modelOf({ simprocs: [order], nodes: [Stage] }), { scenario });
}

async function keysByNode(scenario: Scenario, options: NodeOptions): Promise<Record<string, readonly string[]>> {
  const simulation = await run(scenario, options);
  return Object.fromEntries(
    simulation.nodeNames.map((name) => [
      name,
      (simulation.node(name, Object) as { data: NodeData }).data.vertices.keys,
    ]),
  );
}

function labelled(rows: Readonly<Record<string, readonly string[]>>): Scenario {
  const builder = new ScenarioBuilder();
  for (const [key, labels] of Object.entries(rows)) builder.vertex('stage', key, {}, { labels });
  return builder.build();
}

describe('nodes of several vertices', () => {
  it('are the distinct combinations of label values, and are named after them', async () => {
    const scenario = labelled({
      a: ['site=Ulm', 'level=1', 'colour=red', 'colour=blue'],
      b: ['site=Ulm', 'level=2'],
      c: ['level=1', 'site=Ulm'],
      d: ['site=Bonn', 'level=1'],
    });
    expect(await keysByNode(scenario, { distinctBy: ['site', 'level'] })).toEqual({
      'stage/Ulm/1': ['a', 'c'],
      'stage/Ulm/2': ['b'],
      'stage/Bonn/1': ['d'],
    });
    expect(await keysByNode(scenario, { distinctBy: ['level'] })).toEqual({
      'stage/1': ['a', 'c', 'd'],
      'stage/2': ['b'],
    });
  });

  it('have names that keep values with a slash distinct', async () => {
    const scenario = labelled({ a: ['x=1/2', 'y=3'], b: ['x=1', 'y=2/3'], c: ['x=1%2F2', 'y=3'] });
    expect(Object.keys(await keysByNode(scenario, { distinctBy: ['x', 'y'] })).sort()).toEqual([
      'stage/1%252F2/3',
      'stage/1%2F2/3',
      'stage/1/2%2F3',
    ]);
  });

  it('are joined if vertices share a label, even along a chain', async () => {
    const scenario = labelled({
      a: ['site=A', 'machine=1'],
      b: ['site=B', 'machine=1', 'machine=2'],
      c: ['site=C', 'machine=2'],
      d: ['site=D', 'machine=3'],
      e: ['site=D'],
      f: ['site=F'],
    });
    expect(await keysByNode(scenario, { distinctBy: ['site'], sameNodeBy: ['machine'] })).toEqual({
      'stage/A': ['a', 'b', 'c'],
      'stage/D': ['d', 'e'],
      'stage/F': ['f'],
    });
    expect(await keysByNode(scenario, { sameNodeBy: ['machine'] })).toEqual({
      'stage/a': ['a', 'b', 'c'],
      'stage/d': ['d'],
      'stage/e': ['e'],
      'stage/f': ['f'],
    });
  });

  it('need exactly one value of each type, and every vertex without one is reported', async () => {
    const scenario = labelled({ a: ['site=A', 'site=B'], b: [], c: ['site=A'], d: ['site=A', 'site=B'] });
    const error = await refusal(() => run(scenario, { distinctBy: ['site'] }));
    expect(error.code).toBe('SCENARIO_INVALID');
    expect(error.message.split('\n').slice(1)).toEqual([
      "  vertex 'a' has several values of labels that 'stage' is distinct by (site: A, B); keep one [LABEL_CLASH]",
      "  vertex 'd' has several values of labels that 'stage' is distinct by (site: A, B); keep one [LABEL_CLASH]",
      "  vertex 'b' has no label 'site', which 'stage' is distinct by [LABEL_MISSING]",
    ]);
  });

  it('have links where their vertices have edges, with summed weights, and none to themselves', async () => {
    const scenario = new ScenarioBuilder()
      .vertex('stage', 'a', {}, { labels: ['site=A'] })
      .vertex('stage', 'b', {}, { labels: ['site=A'] })
      .vertex('stage', 'c', {}, { labels: ['site=C'] })
      .edge('order', 'a', 'b', 8)
      .edge('order', 'a', 'c', 2)
      .edge('order', 'b', 'c', 3)
      .build();
    const simulation = await run(scenario, { distinctBy: ['site'] });
    const { context } = simulation.node('stage/A', Object) as { context: NodeContext };
    const successors = context.successors(order);
    expect([successors.names, successors.weight(0)]).toEqual([['stage/C'], 5]);
  });

  it('must not form a zero-delay cycle, even if their vertices do not', async () => {
    const scenario = new ScenarioBuilder()
      .vertex('stage', 'a', {}, { labels: ['site=A'] })
      .vertex('stage', 'b', {}, { labels: ['site=B'] })
      .vertex('stage', 'c', {}, { labels: ['site=A'] })
      .edge('order', 'a', 'b')
      .edge('order', 'b', 'c')
      .build();
    const error = await refusal(() => run(scenario, { distinctBy: ['site'] }));
    expect(error.message).toContain('a cycle of zero delay: stage/B/order → stage/A/order → stage/B/order');
  });

  it('own every vertex once, as in a naive grouping', async () => {
    const row = fc.record({ site: fc.nat(3), machines: fc.uniqueArray(fc.nat(6), { maxLength: 2 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 14 }), async (rows) => {
        const scenario = labelled(
          Object.fromEntries(
            rows.map(({ site, machines }, index) => [
              `v${index}`,
              [`site=${site}`, ...machines.map((m) => `machine=${m}`)],
            ]),
          ),
        );
        const found = await keysByNode(scenario, { distinctBy: ['site'], sameNodeBy: ['machine'] });
        const joined = (a: number, b: number): boolean =>
          rows[a].site === rows[b].site || rows[a].machines.some((machine) => rows[b].machines.includes(machine));
        const groups = rows.map((_, index) => index);
        for (let again = true; again;) {
          again = false;
          for (const a of rows.keys())
            for (const b of rows.keys()) {
              if (!joined(a, b) || groups[a] === groups[b]) continue;
              groups[a] = groups[b] = Math.min(groups[a], groups[b]);
              again = true;
            }
        }
        const naive = [...new Set(groups)].map((group) =>
          rows.flatMap((_, index) => (groups[index] === group ? [`v${index}`] : [])).sort(),
        );
        const nodes = Object.entries(found).map(([name, keys]) => ({ name, keys }));
        expect(nodes.map(({ keys }) => keys.join()).sort()).toEqual(naive.map((keys) => keys.join()).sort());
        for (const { name, keys } of nodes)
          expect(name).toBe(`stage/${Math.min(...keys.map((key) => rows[Number(key.slice(1))].site))}`);
      }),
    );
  });
});

describe('the random stream of a vertex', () => {
  const scenario = labelled({ a: ['site=A'], b: ['site=A'], c: ['site=C'] });

  it('is the one that it would have as its own node', async () => {
    const grouped = await run(scenario, { distinctBy: ['site'] });
    const alone = await run(scenario, {});
    const { context } = grouped.node('stage/A', Object) as { context: NodeContext };
    for (const key of ['a', 'b']) {
      const own = (alone.node(`stage/${key}`, Object) as { context: NodeContext }).context;
      expect(context.vertexRandom(key, 'demand').uniform()).toBe(own.random('demand').uniform());
    }
  });

  it('is refused for a vertex of another node', async () => {
    const { context } = (await run(scenario, { distinctBy: ['site'] })).node('stage/A', Object) as {
      context: NodeContext;
    };
    for (const key of ['c', 'nobody'])
      expect(await refusal(() => context.vertexRandom(key))).toMatchObject({ code: 'VERTEX_UNKNOWN' });
  });
});
