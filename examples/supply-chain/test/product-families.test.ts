import { Simulation } from '@disco-engine/sdk';
import { describe, expect, it } from 'vitest';
import { planChain } from '../src/base-stock.js';
import { chainScenario } from '../src/chain-scenario.js';
import type { Chain } from '../src/chain.js';
import { SupplyChain } from '../src/supply-chain.js';
import { carriedChain, simulationOf, stageOf } from './chains.js';

const needs = (...stages: string[]) => stages.map((stage) => ({ stage, units: 1 }));

function families(...stages: Chain['stages'][number][]): Record<string, string> {
  return Object.fromEntries(planChain({ name: 'by hand', stages }).map(({ stage, family }) => [stage.id, family]));
}

describe('the product family', () => {
  const ore = stageOf('ore');
  const cloth = stageOf('cloth');
  const bikes = stageOf('bikes', { upstream: needs('ore', 'cloth') });
  const tents = stageOf('tents', { upstream: needs('ore', 'cloth') });

  it('of an end product is the stage that makes it: the first one upstream that does not have exactly one supplier', () => {
    const depot = stageOf('depot', { upstream: needs('bikes') });
    const shops = ['east', 'west'].map((id) =>
      stageOf(id, { demand: { mean: 5, deviation: 0 }, upstream: needs('depot') }),
    );
    const found = families(...shops, depot, bikes, ore, cloth);
    expect(new Set(Object.values(found))).toEqual(new Set(['bikes']));
  });

  it('of a part is the one that contributes most to its demand, among equals that of the least end product', () => {
    const shop = (id: string, maker: string, mean: number) =>
      stageOf(id, { demand: { mean, deviation: 0 }, upstream: needs(maker) });
    expect(families(shop('a', 'tents', 1), shop('b', 'bikes', 2), bikes, tents, ore, cloth).ore).toBe('bikes');
    expect(families(shop('b', 'bikes', 2), shop('a', 'tents', 2), bikes, tents, ore, cloth).ore).toBe('tents');
  });

  it('of a stage without demand is its own', () => {
    expect(families(stageOf('idle'), stageOf('shop', { demand: { mean: 0, deviation: 0 } }))).toEqual({
      idle: 'idle',
      shop: 'shop',
    });
  });
});

describe('groups', () => {
  it.each([
    { name: 'chain_02', nodes: 7 },
    { name: 'chain_08', nodes: 14 },
    { name: 'chain_16', nodes: 73 },
    { name: 'chain_24', nodes: 84 },
    { name: 'chain_32', nodes: 406 },
    { name: 'chain_38', nodes: 334 },
  ])('of $name are $nodes nodes', async ({ name, nodes }) => {
    const simulation = await simulationOf(await carriedChain(name));
    expect(simulation.nodeNames).toHaveLength(nodes);
  });

  it('must not contain an arc', async () => {
    const stages = [stageOf('part'), stageOf('shop', { upstream: needs('part') })];
    const chain = { name: 'two stages', stages };
    const plans = planChain(chain).map((plan) => ({ ...plan, echelon: 1, family: 'all' }));
    const creation = Simulation.create(SupplyChain, { scenario: chainScenario(chain, plans) });
    await expect(creation).rejects.toThrow(/stage part trades with another stage of the same node/);
  });
});
