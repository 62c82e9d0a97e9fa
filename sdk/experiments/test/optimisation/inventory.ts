import { distributions, type RandomStream } from '@disco-engine/sdk';

/** The (s, S) policy: if the stock is below s at the beginning of a period, it is immediately refilled to S. */
export interface Policy {
  readonly s: number;
  readonly S: number;
}

const MEAN_DEMAND = 5;
const [ORDER, HOLDING, BACKLOG] = [20, 1, 6];
const [WARMUP, PERIODS] = [20, 100];

/** The average cost per period in one simulation. */
export function simulatedCost({ s, S }: Policy, random: RandomStream): number {
  const demand = distributions.poisson(random, { mean: MEAN_DEMAND });
  let stock = S;
  let cost = 0;
  for (let period = -WARMUP; period < PERIODS; period++) {
    const isOrdered = stock < s;
    if (isOrdered) stock = S;
    stock -= demand.sample();
    if (period >= 0) cost += (isOrdered ? ORDER : 0) + periodCost(stock);
  }
  return cost / PERIODS;
}

/**
 * The long-run average cost per period, by renewal theory with orders as renewals (Y.-S. Zheng and A. Federgruen, "Finding Optimal (s, S)
 * Policies Is About As Simple As Evaluating a Single Policy", Operations Research 39(4), 1991).
 */
export function exactCost({ s, S }: Policy): number {
  const probabilities = [Math.exp(-MEAN_DEMAND)];
  for (let k = 1; k < 60; k++) probabilities.push(((probabilities[k - 1] ?? NaN) * MEAN_DEMAND) / k);
  const p = (k: number): number => probabilities[k] ?? 0;
  const expected = (level: number): number =>
    probabilities.reduce((sum, probability, k) => sum + probability * periodCost(level - k), 0);
  const visits: number[] = [];
  let [cost, periods] = [ORDER, 0];
  for (let below = 0; below <= S - s; below++) {
    const arrivals = visits.reduce((sum, visit, at) => sum + p(below - at) * visit, below === 0 ? 1 : 0);
    visits.push(arrivals / (1 - p(0)));
    cost += (visits[below] ?? NaN) * expected(S - below);
    periods += visits[below] ?? NaN;
  }
  return cost / periods;
}

function periodCost(stock: number): number {
  return stock > 0 ? HOLDING * stock : -BACKLOG * stock;
}
