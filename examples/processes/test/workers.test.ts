import { ScenarioBuilder, type ModelClass, type Scenario } from '@disco-engine/sdk';
import '@disco-engine/testing/matchers';
import { expect, test } from 'vitest';
import { Calls, Epidemic, Inventory, network, PacketNetwork, routers, Shop, towns } from '../src/index.js';

/** Three nodes that have nothing to do with each other, for models of one node. */
function three(type: string): Scenario {
  return ['a', 'b', 'c'].reduce((builder, key) => builder.vertex(type, key), new ScenarioBuilder('three')).build();
}

test.each<{ name: string; model: ModelClass; scenario: Scenario; until: number }>([
  { name: 'call centre', model: Calls, scenario: three('centre'), until: 100 },
  { name: 'job shop', model: Shop, scenario: three('shop'), until: 200 },
  { name: 'packet network', model: PacketNetwork, scenario: network(routers), until: 100 },
  { name: 'inventory', model: Inventory, scenario: three('store'), until: 100 },
  { name: 'epidemic', model: Epidemic, scenario: towns(2, 10), until: 100 },
])('$name: one, two and three workers have the same digest', async ({ model, scenario, until }) => {
  await expect(model).toBeDeterministic({ scenario, until, seed: 2, workers: [1, 2, 3] });
});
