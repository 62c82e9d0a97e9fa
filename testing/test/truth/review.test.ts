import { ScenarioBuilder, type Simulation } from '@disco-engine/sdk';
import jstat from 'jstat';
import { expect, test } from 'vitest';
import './agreement.js';
import { replicate } from './replicate.js';
import { Review, ReviewedStock } from './review.js';

const scenario = new ScenarioBuilder('one stock').vertex('stock', 'shop').build();
const shop = (simulation: Simulation): ReviewedStock => simulation.node('stock/shop', ReviewedStock);

/** The cost per period of a policy, by replication. */
function costs(parameters: object): Promise<number[]> {
  return replicate(
    { model: Review, scenario, parameters, replications: 25, warmup: 50, measured: 3000 },
    (simulation) => shop(simulation).restart(),
    (simulation) => shop(simulation).averageCost,
  );
}

/**
 * Cost per period of an (s, S) policy under Poisson demand, exactly: Y.-S. Zheng and A. Federgruen, "Finding Optimal (s, S) Policies Is
 * About As Simple As Evaluating a Single Policy", Operations Research 39 (1991). One cycle costs K and the expected costs of the periods
 * that begin with S - j in stock, of which there are m(j) on average.
 */
function costOf(policy: {
  reorder: number;
  target: number;
  fixed: number;
  holding: number;
  penalty: number;
  demandMean: number;
}): number {
  const { reorder, target, fixed, holding, penalty, demandMean } = policy;
  const share = (demand: number): number =>
    Math.exp(demand * Math.log(demandMean) - demandMean - jstat.jStat.gammaln(demand + 1));
  const periodCost = (stock: number): number => {
    let cost = 0;
    for (let demand = 0; demand < 10 * demandMean + 50; demand++)
      cost += share(demand) * (demand < stock ? holding * (stock - demand) : penalty * (demand - stock));
    return cost;
  };
  const visits: number[] = [];
  let [cost, periods] = [fixed, 0];
  for (let drop = 0; drop < target - reorder; drop++) {
    const before = visits.reduce((sum, visit, place) => sum + visit * share(drop - place), drop === 0 ? 1 : 0);
    const visit = before / (1 - share(0));
    visits.push(visit);
    cost += visit * periodCost(target - drop);
    periods += visit;
  }
  return cost / periods;
}

// L. V. Snyder and Z.-J. M. Shen, "Fundamentals of Supply Chain Theory" (2nd ed., 2019), example 4.3: it orders up to the newsvendor's
// quantity, and costs (h + p) σ φ(z) where Φ(z) is p / (h + p).
test('the newsvendor costs 1.9976', async () => {
  const [holding, penalty, mean, deviation] = [0.18, 0.7, 50, 8];
  const z = jstat.jStat.normal.inv(penalty / (holding + penalty), 0, 1);
  const truth = (holding + penalty) * deviation * jstat.jStat.normal.pdf(z, 0, 1);
  expect(truth).toBeCloseTo(1.9976, 4);
  const target = mean + z * deviation;
  expect(
    await costs({ reorder: target, target, holding, penalty, demandMean: mean, demandDeviation: deviation }),
  ).toTellFromNeighbours(truth);
});

test.each([
  // Snyder and Shen, example 4.7.
  { reorder: 4, target: 10, fixed: 5, holding: 1, penalty: 4, demandMean: 6, published: 8.0341, digits: 4 },
  // Zheng and Federgruen, table 1, the row of mean 64.
  { reorder: 55, target: 74, fixed: 64, holding: 1, penalty: 9, demandMean: 64, published: 78.402, digits: 3 },
])('the policy ($reorder, $target) costs $published', async ({ published, digits, ...policy }) => {
  expect(costOf(policy)).toBeCloseTo(published, digits);
  expect(await costs(policy)).toTellFromNeighbours(published);
});
