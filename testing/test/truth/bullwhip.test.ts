import { ScenarioBuilder, type Simulation } from '@disco-engine/sdk';
import { expect, test } from 'vitest';
import './agreement.js';
import { Bullwhip, Retailer } from './bullwhip.js';
import { replicate } from './replicate.js';

const scenario = new ScenarioBuilder('one retailer').vertex('retailer', 'shop').build();
const WARMUP = 10;

function variance(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
}

function amplification(simulation: Simulation): number {
  const { orders, demands } = simulation.node('retailer/shop', Retailer);
  return variance(orders.slice(WARMUP)) / variance(demands.slice(WARMUP));
}

// The variance of the orders is that of the demand, 1 + 2 L / p + 2 L² / p² times: F. Chen, Z. Drezner, J. K. Ryan and D. Simchi-Levi,
// "Quantifying the Bullwhip Effect in a Simple Supply Chain", Management Science 46 (2000), where demands are independent.
test.each([
  { leadTime: 2, periods: 4, truth: 2.5 },
  { leadTime: 3, periods: 6, truth: 2.5 },
  { leadTime: 1, periods: 5, truth: 1.48 },
])(
  'a lead time of $leadTime and a forecast from $periods periods make the variance $truth times as great',
  async ({ truth, ...parameters }) => {
    const ratios = await replicate(
      { model: Bullwhip, scenario, parameters, replications: 25, warmup: WARMUP, measured: 3000 },
      () => undefined,
      amplification,
    );
    expect(ratios).toTellFromNeighbours(truth);
  },
);
