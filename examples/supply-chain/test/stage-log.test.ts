import { type ChannelSummary, MemoryLog, Simulation, type ModelClass } from '@disco-engine/sdk';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planChain } from '../src/base-stock.js';
import { chainScenario } from '../src/chain-scenario.js';
import type { Chain } from '../src/chain.js';
import { measuredStages } from '../src/measured-stages.js';
import { SupplyChainByStage } from '../src/stage-alone.js';
import { SupplyChainByEchelon } from '../src/stage-echelon.js';
import { StageGroup } from '../src/stage-group.js';
import { SupplyChain } from '../src/supply-chain.js';
import { carriedChain, someChain, stageOf } from './chains.js';
import { stageIn } from './stages.js';
import { listen } from './trade.js';

interface Run {
  readonly until: number;
  readonly warmup?: number;
  readonly parameters?: Readonly<Record<string, number>>;
}

async function logged(model: ModelClass, chain: Chain, { until, warmup = 0, parameters = {} }: Run) {
  const scenario = chainScenario(chain, planChain(chain));
  const log = new MemoryLog();
  const simulation = await Simulation.create(model, {
    scenario,
    seed: 7,
    parameters: { warmup, ...parameters },
    log: { sinks: [log], warmup },
  });
  simulation.until(until);
  return { simulation, log, summaries: simulation.summaries(), measured: measuredStages(simulation, until) };
}

function channel(summaries: readonly ChannelSummary[], node: string, name: string): ChannelSummary | undefined {
  return summaries.find((one) => one.node === node && one.name === name);
}

/** By node, the total of a channel over its stages, each of which was a node. */
function totals(alone: readonly ChannelSummary[], groups: Simulation, name: string): Map<string, number> {
  return new Map(
    [...groups.nodes(StageGroup)].map(([node, { keys }]) => [
      node,
      keys.reduce((sum, key) => sum + (channel(alone, `stage/${key}`, name)?.mean ?? NaN), 0),
    ]),
  );
}

/** Relative error for large values, absolute error for small ones. */
function expectNear(found: number | null | undefined, expected: number): void {
  expect(Math.abs((found ?? NaN) - expected)).toBeLessThan(1e-5 * Math.max(1, Math.abs(expected)));
}

describe('the log of a stage that is its own node', () => {
  it('has the measured averages, and the stock valued at unit cost', async () => {
    const chain = await carriedChain('chain_08');
    const { summaries, measured } = await logged(SupplyChainByStage, chain, { until: 200, warmup: 50 });
    let promised = 0;
    for (const { stage, unitValue, echelon, family } of planChain(chain)) {
      const of = (name: string): ChannelSummary | undefined => channel(summaries, `stage/${stage.id}`, name);
      const { averageStock = NaN, averageBacklog = NaN, averageInProcess = NaN } = measured.get(stage.id) ?? {};
      expectNear(of('stock')?.mean, averageStock);
      expectNear(of('stock value')?.mean, averageStock * unitValue);
      expectNear(of('in process')?.mean, averageInProcess);
      expect(of('stock')).toMatchObject({ unit: 'units', labels: { echelon: String(echelon), family } });
      // Orders promised for later are owed before they are overdue.
      if ((stage.serviceTime ?? 0) === 0) expectNear(of('backlog')?.mean, averageBacklog);
      else {
        promised += 1;
        expect(of('backlog')?.mean).toBeGreaterThan(averageBacklog);
      }
      expect(of('filled') !== undefined).toBe(stage.demand !== null);
    }
    expect(promised).toBe(2);
  });

  it('has the share in time of each external order, whose average weighted by order size is the fill rate', async () => {
    const chain = await carriedChain('chain_16');
    const ends = chain.stages.filter(({ demand }) => demand !== null);
    const scenario = chainScenario(chain, planChain(chain));
    const log = new MemoryLog();
    const simulation = await Simulation.create(SupplyChainByStage, { scenario, seed: 7, log });
    const ordered = new Map<string, number[]>(ends.map(({ id }) => [id, []]));
    // A stage makes what was ordered from it, and these have only external customers.
    listen(simulation, chain, ({ from, to, units }) => void (from === to && ordered.get(from)?.push(units)));
    simulation.until(120);
    const measured = measuredStages(simulation, 120);
    let late = 0;
    for (const { id } of ends) {
      const { demanded = NaN, onTime = NaN } = measured.get(id) ?? {};
      const filled = log.records(`stage/${id}`, 'filled').values;
      const days = log.records(`stage/${id}`, 'days late').values;
      const sizes = ordered.get(id) ?? [];
      const inTime = filled.reduce((sum, share, order) => sum + share * sizes[order], 0);
      // Of the open orders, the first may have been served in part.
      const open = sizes.slice(filled.length);
      expect(onTime).toBeGreaterThan(inTime - 1e-6);
      expect(onTime - inTime).toBeLessThan((open[0] ?? 0) + 1e-6);
      expectNear(
        sizes.reduce((sum, units) => sum + units, 0),
        demanded,
      );
      filled.forEach((share, order) => expect(days[order] > 0).toBe(share < 1));
      late += days.filter((each) => each > 0).length;
    }
    expect(late).toBeGreaterThan(50);
  });
});

describe('the log of stages that share a node', () => {
  it.each<[string, ModelClass]>([
    ['of one echelon and family', SupplyChain],
    ['of one echelon', SupplyChainByEchelon],
  ])('has the totals of what they log on their own: %s', async (_, model) => {
    await fc.assert(
      fc.asyncProperty(someChain, fc.double({ min: 1, max: 60, noNaN: true }), async (chain, until) => {
        const alone = await logged(SupplyChainByStage, chain, { until });
        const together = await logged(model, chain, { until });
        for (const name of ['stock', 'stock value', 'backlog', 'in process'])
          for (const [node, total] of totals(alone.summaries, together.simulation, name))
            expectNear(channel(together.summaries, node, name)?.mean, total);
        expect(together.measured).toEqual(
          new Map([...together.measured.keys()].map((key) => [key, alone.measured.get(key)])),
        );
        const orders = ({ summaries }: { summaries: readonly ChannelSummary[] }, name: string): number[] => {
          const tallies = summaries.filter((one) => one.name === name);
          return [
            tallies.reduce((sum, { count }) => sum + count, 0),
            tallies.reduce((sum, { count, mean }) => sum + count * (mean ?? 0), 0),
          ];
        };
        for (const name of ['filled', 'days late']) {
          const [count, sum] = orders(alone, name);
          const [otherCount, otherSum] = orders(together, name);
          expect(otherCount).toBe(count);
          expectNear(otherSum, sum);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('names the family of stages if all have the same', async () => {
    const { summaries } = await logged(SupplyChainByEchelon, await carriedChain('chain_16'), { until: 2 });
    expect(channel(summaries, 'stage/1', 'stock')?.labels).toEqual({ echelon: '1' });
    expect(channel(summaries, 'stage/7', 'stock')?.labels).toEqual({ echelon: '7', family: 'Manuf_0052' });
  });
});

describe('safety stock', () => {
  const demand = { mean: 100, deviation: 20 };
  const shop = stageOf('shop', { leadTime: 4, z: 1, demand, upstream: [{ stage: 'plant', units: 2 }] });
  const chain: Chain = { name: 'two stages', stages: [shop, stageOf('plant', { leadTime: 9, z: 1 })] };

  it.each([
    [{}, [440, 1920]],
    [{ marketSafety: 1.5 }, [460, 1920]],
    [{ upstreamSafety: 0.5 }, [440, 1860]],
    [{ marketSafety: 0, upstreamSafety: 0 }, [400, 1800]],
  ])('is a multiple of the plan, at the market and upstream: %j', async (parameters, expected) => {
    const { simulation } = await logged(SupplyChainByStage, chain, { until: 0, parameters });
    const stock = ['shop', 'plant'].map((key) => stageIn(simulation, key).stock);
    expect(stock[0]).toBeCloseTo(expected[0], 2);
    expect(stock[1]).toBeCloseTo(expected[1], 2);
  });
});
