import { ScenarioBuilder, type Simulation } from '@disco-engine/sdk';
import jstat from 'jstat';
import { expect, test } from 'vitest';
import { BaseStock, Stock } from './base-stock.js';
import './agreement.js';
import { replicate } from './replicate.js';

const mean = 100;
const deviation = 20;
const scenario = new ScenarioBuilder('one stage')
  .vertex('stock', 'shop')
  .vertex('supplier', 'plant')
  .edge('order', 'shop', 'plant')
  .edge('delivery', 'plant', 'shop')
  .build();
const shop = (simulation: Simulation): Stock => simulation.node('stock/shop', Stock);

/**
 * Mean number of units short when normal demand with this mean and deviation meets a stock: σ (φ(z) - z (1 - Φ(z))).
 */
function expectedShortage(stock: number, demandMean: number, demandDeviation: number): number {
  if (demandDeviation === 0) return Math.max(0, demandMean - stock);
  const z = (stock - demandMean) / demandDeviation;
  return demandDeviation * (jstat.jStat.normal.pdf(z, 0, 1) - z * (1 - jstat.jStat.normal.cdf(z, 0, 1)));
}

/**
 * After the demand of a period, net stock is the base stock S less the demand X of the last L periods, normal with mean Lμ and
 * deviation √L σ: whatever was ordered before has been delivered, and nothing ordered since. So the ready rate is P(X < S),
 * the average stock E[(S - X)⁺] = S - Lμ + E[(X - S)⁺]. Zipkin, "Foundations of Inventory Management" (2000), chapter 6.
 *
 * A period's new backlog is that after its demand less that before it, which only L - 1 periods of demand have made. The fill
 * rate is one less its mean, divided by μ: Johnson, Lee, Davis and Hall, "Expressions for item fill rates in periodic inventory
 * systems", Naval Research Logistics 42 (1995). Normal demand is below 0 here once in 3 million periods, and then counts as a
 * return in the formulas as in the model.
 */
function truths(baseStock: number, leadTime: number) {
  const backlog = expectedShortage(baseStock, leadTime * mean, Math.sqrt(leadTime) * deviation);
  const before = expectedShortage(baseStock, (leadTime - 1) * mean, Math.sqrt(leadTime - 1) * deviation);
  return {
    readyRate: jstat.jStat.normal.cdf(baseStock, leadTime * mean, Math.sqrt(leadTime) * deviation),
    fillRate: 1 - (backlog - before) / mean,
    averageStock: baseStock - leadTime * mean + backlog,
  };
}

// The first has safety stock, the second none, and the third less than none: there, the terms that matter least in the
// first (above all the backlog before the demand) carry weight.
test.each([
  { baseStock: 440, leadTime: 4 },
  { baseStock: 400, leadTime: 4 },
  { baseStock: 360, leadTime: 4 },
  { baseStock: 110, leadTime: 1 },
])('a base stock of $baseStock with a lead time of $leadTime', async ({ baseStock, leadTime }) => {
  const parameters = { baseStock, leadTime, demandMean: mean, demandDeviation: deviation };
  // After one lead time, the state no longer depends on its start, exactly.
  const found = await replicate(
    { model: BaseStock, scenario, parameters, replications: 32, warmup: 10, measured: 30_000 },
    (simulation) => shop(simulation).restart(),
    (simulation) => ({
      readyRate: shop(simulation).readyRate,
      fillRate: shop(simulation).fillRate,
      averageStock: shop(simulation).averageStock,
    }),
  );
  const truth = truths(baseStock, leadTime);
  for (const measure of ['readyRate', 'fillRate', 'averageStock'] as const) {
    const estimates = found.map((result) => result[measure]);
    expect(estimates, measure).toTellFromNeighbours(truth[measure]);
  }
});
