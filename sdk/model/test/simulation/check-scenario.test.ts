import { expect, it } from 'vitest';
import { checkScenario, explore, InvalidInputError, Node, OnEvent, ScenarioBuilder, simproc } from '@disco-engine/sdk';
import { modelOf } from '../model-of.js';
import { refusal } from '../refusal.js';

const order = simproc('order');

@Node('stage', { columns: { days: 'float64', cost: { type: 'float64', default: 1 } } })
class Stage {
  @OnEvent(order)
  take(): void {}
}

@Node('shop')
class Shop {
  @OnEvent(order)
  sell(): void {}
}

const model = explore(modelOf({ simprocs: [order], nodes: [Stage, Shop] }));

it('finds nothing wrong with a valid scenario', async () => {
  const scenario = new ScenarioBuilder().vertex('stage', 'a', { days: 2 }).vertex('shop', 'b').build();
  await expect(checkScenario(model, scenario)).resolves.toBeUndefined();
});

it.each<[string, ScenarioBuilder, string[]]>([
  [
    'node types without vertices, and missing values',
    new ScenarioBuilder().vertex('stage', 'a', { days: 2 }).vertex('stage', 'b'),
    ['NODE_TYPE_WITHOUT_VERTEX', 'VALUE_MISSING'],
  ],
  [
    'missing columns, and vertices of unknown node types',
    new ScenarioBuilder().vertex('stage', 'a').vertex('shop', 'b').vertex('ship', 'c'),
    ['NODE_TYPE_UNKNOWN', 'COLUMN_MISSING'],
  ],
  [
    'node types without vertices alone',
    new ScenarioBuilder().vertex('stage', 'a', { days: 2 }),
    ['NODE_TYPE_WITHOUT_VERTEX'],
  ],
  [
    'cycles without delay',
    new ScenarioBuilder()
      .vertex('shop', 'a')
      .vertex('shop', 'b')
      .vertex('stage', 'c', { days: 1 })
      .edge('order', 'a', 'b')
      .edge('order', 'b', 'a'),
    ['CYCLE_WITHOUT_DELAY'],
  ],
])('reports %s', async (_, builder, codes) => {
  const error = await refusal(() => checkScenario(model, builder.build()));
  expect(error instanceof InvalidInputError && error.problems.map(({ code }) => code)).toEqual(codes);
});
