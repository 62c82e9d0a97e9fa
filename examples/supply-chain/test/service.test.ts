import { ScenarioBuilder, Simulation } from '@disco-engine/sdk';
import { describe, expect, it } from 'vitest';
import { planChain } from '../src/base-stock.js';
import type { Chain } from '../src/chain.js';
import { SupplyChain } from '../src/supply-chain.js';
import { simulationOf, stageOf } from './chains.js';
import { stageIn } from './stages.js';
import { listen } from './trade.js';

const demand = { mean: 100, deviation: 20 };
const [WARMUP, DAYS, REPLICATIONS] = [20, 6000, 20];
/** Student's t for 19 degrees of freedom: the half-width of a 99.9 % interval in standard errors. */
const T = 3.883;
/** Wider intervals would say little: one percent of demand, and one percent of a day's demand. */
const [FILL_RATE_WIDTH, STOCK_WIDTH] = [0.01, 1];

/** E[(D − stock)⁺] for the normal demand D of some days, by Simpson's rule over twelve deviations. */
function shortage(stock: number, days: number): number {
  if (days === 0) return 0;
  const deviation = demand.deviation * Math.sqrt(days);
  const steps = 2000;
  const from = Math.max(stock, demand.mean * days - 12 * deviation);
  const width = (demand.mean * days + 12 * deviation - from) / steps;
  let sum = 0;
  for (let i = 0; i <= steps; i++) {
    const x = from + i * width;
    const density = Math.exp(-(((x - demand.mean * days) / deviation) ** 2) / 2) / (deviation * Math.sqrt(2 * Math.PI));
    sum += (i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2) * (x - stock) * density;
  }
  return (sum * width) / 3;
}

/** Fill rate and average stock of the shop, one per replication. */
async function replicate(chain: Chain): Promise<{ fillRate: number; averageStock: number }[]> {
  const found = [];
  for (let seed = 1; seed <= REPLICATIONS; seed++) {
    const simulation = await simulationOf(chain, { seed, warmup: WARMUP });
    simulation.until(WARMUP + DAYS);
    const shop = stageIn(simulation, 'shop');
    found.push({ fillRate: shop.fillRate(WARMUP + DAYS), averageStock: shop.measured(WARMUP + DAYS).averageStock });
  }
  return found;
}

/**
 * Compares the mean of some values with its expectation.
 *
 * @param width the largest half-width that the confidence interval may have
 * @returns 'agrees', or a description of the difference
 */
function compare(values: readonly number[], expected: number, width: number): string {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  const error = T * Math.sqrt(variance / values.length);
  if (error < width && Math.abs(mean - expected) < error) return 'agrees';
  return `found ${mean} ± ${error}, expected ${expected}, allowed ± ${width}`;
}

/**
 * The late share of a day's demand is what that day adds to the shortage: the shortage of the n days that the plan covers minus
 * that of the n − 1 days before (Johnson, Lee, Davis and Hall, Naval Research Logistics 42, 1995). Stock on hand is what the
 * demand of a lead time leaves. Demand is five deviations above 0, so the cut has no effect. Ten means are compared at 99.9 %
 * each, so a correct model passes with probability at least 99 %; the seeds are fixed, so the outcome never changes.
 */
describe('service of a stage with unlimited supply', () => {
  it.each([
    { leadTime: 4, serviceTime: 0, z: 1 },
    { leadTime: 4, serviceTime: 1, z: 0.5 },
    { leadTime: 1, serviceTime: 0, z: 0 },
    { leadTime: 2.5, serviceTime: 0, z: 0.5 },
  ])('is as planned: lead time $leadTime, service time $serviceTime, z $z', async ({ leadTime, serviceTime, z }) => {
    const shop = stageOf('shop', { leadTime, serviceTime, z, demand });
    const [plan] = planChain({ name: 'one stage', stages: [shop] });
    const { baseStock = NaN, coverDays: n = NaN } = plan ?? {};
    const found = await replicate({ name: 'one stage', stages: [shop] });
    const expected = 1 - (shortage(baseStock, n) - shortage(baseStock, n - 1)) / demand.mean;
    expect(expected).toBeLessThan(0.99);
    expect(
      compare(
        found.map((each) => each.fillRate),
        expected,
        FILL_RATE_WIDTH,
      ),
    ).toBe('agrees');
    // A fractional lead time ends between two days: during the first part of a day, one more day of demand is outstanding.
    const [whole, part] = [Math.floor(leadTime), leadTime % 1];
    const onHand = (days: number): number => baseStock - days * demand.mean + shortage(baseStock, days);
    expect(
      compare(
        found.map((each) => each.averageStock),
        part * onHand(whole + 1) + (1 - part) * onHand(whole),
        STOCK_WIDTH,
      ),
    ).toBe('agrees');
  });

  it('is that of the stage alone if its supplier hardly ever runs out', async () => {
    const plant = stageOf('plant', { leadTime: 7, z: 6 });
    const shop = stageOf('shop', { leadTime: 3, z: 1, demand, upstream: [{ stage: 'plant', units: 2 }] });
    const chain = { name: 'two stages', stages: [shop, plant] };
    const baseStock = planChain(chain)[0]?.baseStock ?? NaN;
    const found = await replicate(chain);
    expect(
      compare(
        found.map((each) => each.fillRate),
        1 - (shortage(baseStock, 3) - shortage(baseStock, 2)) / demand.mean,
        FILL_RATE_WIDTH,
      ),
    ).toBe('agrees');
    expect(
      compare(
        found.map((each) => each.averageStock),
        baseStock - 3 * demand.mean + shortage(baseStock, 3),
        STOCK_WIDTH,
      ),
    ).toBe('agrees');
  });

  it('is lower if the supplier runs out', async () => {
    const shop = stageOf('shop', { leadTime: 3, z: 1, demand, upstream: [{ stage: 'plant', units: 2 }] });
    const fillRate = async (z: number): Promise<number> => {
      const [first] = await replicate({ name: 'two stages', stages: [shop, stageOf('plant', { leadTime: 7, z })] });
      return first?.fillRate ?? NaN;
    };
    expect(await fillRate(-1)).toBeLessThan((await fillRate(6)) - 0.05);
  });
});

describe('orders', () => {
  it('are served by day, within a day by name with external ones last, and in parts', async () => {
    const always = { externalMean: 10, externalDeviation: 0, leadTime: 1, baseStock: 1000, dailyDemand: 10 };
    const plant = { ...always, leadTime: 2, baseStock: 15, dailyDemand: 30 };
    // The plant gets orders for 30 units a day; it starts with 15, and what it makes arrives after two days.
    const scenario = new ScenarioBuilder()
      .vertex('stage', 'north', always, { labels: ['echelon=1', 'family=plant'] })
      .vertex('stage', 'south', always, { labels: ['echelon=1', 'family=plant'] })
      .vertex('stage', 'plant', plant, { labels: ['echelon=2', 'family=plant'] })
      .edge('order', 'north', 'plant')
      .edge('order', 'south', 'plant')
      .edge('supply', 'plant', 'north')
      .edge('supply', 'plant', 'south')
      .build();
    const simulation = await Simulation.create(SupplyChain, { scenario });
    const shipped: string[] = [];
    const upstream = [{ stage: 'plant', units: 1 }];
    const stages = [stageOf('north', { upstream }), stageOf('south', { upstream }), stageOf('plant')];
    listen(simulation, { name: 'by hand', stages }, ({ from, to, epoch, units }) => {
      if (from === 'plant' && to !== from) shipped.push(`${to} ${units} @${epoch}`);
    });
    simulation.until(4);
    expect(shipped).toEqual([
      'north 10 @0',
      'south 5 @0',
      // 30 units: 5 to south and 10 to the market for day 0, then 15 for day 1.
      'south 5 @2',
      'north 10 @2',
      'south 5 @2',
      'south 5 @3',
      'north 10 @3',
      'south 5 @3',
    ]);
  });

  it('are not split by rounding: 0.3 times an amount, divided by 0.3, is not always that amount', async () => {
    const upstream = ['a', 'b', 'c'].map((stage, index) => ({ stage, units: [0.3, 1 / 7, 1.1][index] ?? NaN }));
    const parts = upstream.map(({ stage }) => stageOf(stage, { leadTime: 2, z: 6 }));
    const kit = stageOf('kit', { leadTime: 0, upstream });
    const shop = stageOf('shop', { leadTime: 0, demand, upstream: [{ stage: 'kit', units: 1 }] });
    const chain = { name: 'kits', stages: [shop, kit, ...parts] };
    const simulation = await simulationOf(chain);
    let deliveries = 0;
    listen(simulation, chain, ({ simproc, from, to }) => {
      if (simproc === 'supply' && from === 'kit' && to === 'shop') deliveries += 1;
    });
    simulation.until(500);
    expect(deliveries).toBe(500);
    expect(stageIn(simulation, 'shop').fillRate(500)).toBeCloseTo(1, 9);
  });
});
