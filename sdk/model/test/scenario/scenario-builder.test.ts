import { describe, expect, it } from 'vitest';
import { ScenarioBuilder } from '@disco-engine/sdk';
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

  it('refuses a scenario without a vertex', () => {
    expect(problemsOf(() => new ScenarioBuilder().build())).toEqual(['VERTEX_MISSING: the scenario has no vertex']);
  });

  it('reports every problem at once, its own and those of the graph', () => {
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
    expect(() => builder.build()).toThrow(/shops\.csv:7: vertex 'a' is there twice \[VERTEX_REPEATED\]/);
  });
});
