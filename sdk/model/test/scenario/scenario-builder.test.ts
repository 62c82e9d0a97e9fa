import { describe, expect, it } from 'vitest';
import { ScenarioBuilder } from '@disco-engine/sdk';
import { valueAt } from '../../src/scenario/column.js';
import { problemsOf } from '../refusal.js';

describe('ScenarioBuilder', () => {
  it('keeps types and values with their vertices, in the order of the keys', async () => {
    const values = { leadTime: 2 };
    const scenario = new ScenarioBuilder('small')
      .vertex('shop', 'z', values)
      .vertex('plant', 'a')
      .edge('order', 'z', 'a', 4)
      .build();
    values.leadTime = 9;
    expect(scenario.name).toBe('small');
    expect(scenario.graph.keys).toEqual(['a', 'z']);
    expect(scenario.nodeTypes).toEqual(['plant', 'shop']);
    expect([...scenario.typeOf]).toEqual([0, 1]);
    expect([...scenario.columns.vertices]).toEqual([
      ['plant', new Map()],
      ['shop', new Map([['leadTime', 'float64']])],
    ]);
    const [leadTime] = await scenario.columns.read({ nodeType: 'shop' }, ['leadTime']);
    expect(leadTime).toEqual({ type: 'float64', values: Float64Array.of(2) });
    expect([...(scenario.graph.layer('order')?.weights ?? [])]).toEqual([4]);
  });

  it('takes the values of an edge like those of a vertex: before the options', async () => {
    const builder = new ScenarioBuilder('roads').vertex('town', 'a').vertex('town', 'b').vertex('town', 'c');
    builder.edge('road', 'a', 'b', 3, { lanes: 2 }, { place: { file: 'roads.csv', line: 2 } });
    builder.edge('road', 'b', 'nowhere', 1, { lanes: 4 }, { place: { file: 'roads.csv', line: 3 } });
    expect(() => builder.build()).toThrow(/roads\.csv:3: edge b → nowhere .* \[VERTEX_UNKNOWN\]/);
    const roads = builder.vertex('town', 'nowhere').edge('road', 'c', 'a').build();
    expect([...roads.columns.edges]).toEqual([['road', new Map([['lanes', 'float64']])]]);
    const [lanes] = await roads.columns.read({ layer: 'road' }, ['lanes']);
    expect([valueAt(lanes, 0), valueAt(lanes, 1), valueAt(lanes, 2)]).toEqual([2, 4, undefined]);
  });

  it('refuses a scenario without a vertex', () => {
    expect(problemsOf(() => new ScenarioBuilder().build())).toEqual(['VERTEX_MISSING: the scenario has no vertex']);
  });

  it('reports every problem at once, including those of the graph', () => {
    const builder = new ScenarioBuilder('broken')
      .vertex('', 'a')
      .vertex('shop', 'a', {}, { place: { file: 'shops.csv', line: 7 }, weight: -1, labels: ['bad'] })
      .edge('order', 'a', 'b')
      .edge('order', 'a', 'a', NaN);
    expect(problemsOf(() => builder.build()).map((problem) => problem.split(':')[0])).toEqual([
      'NAME_EMPTY',
      'VERTEX_REPEATED',
      'WEIGHT_INVALID',
      'LABEL_INVALID',
      'EDGE_SELF_LOOP',
      'WEIGHT_INVALID',
      'VERTEX_UNKNOWN',
    ]);
    expect(() => builder.build()).toThrow(/scenario 'broken' has 7 problems:/);
    expect(() => builder.build()).toThrow(/shops\.csv:7: vertex 'a' is defined twice \[VERTEX_REPEATED\]/);
  });
});
