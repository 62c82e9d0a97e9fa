import type { Stage } from './chain.js';
import { cutAtZero, type Moments } from './cut-normal.js';
import { MainEnds } from './main-ends.js';
import type { StageOrder, Supply } from './stage-order.js';

/** The daily demand that reaches a stage. */
export interface StageDemand extends Moments {
  /**
   * Chain index of the demand stage that contributes most to the mean; among equals the one with the least id; -1 if no demand
   * arrives.
   */
  readonly mainEnd: number;
}

/**
 * Mean and variance of the daily demand that reaches each stage from the end customers.
 *
 * Stages immediately order what they consume, so a day's external demand d_k at stage k arrives at stage j on the same day
 * as r_jk · d_k, where r_jk is the number of units of j in one unit of k, over all paths from j to k. With independent
 * external demands:
 *
 *     mean_j = Σ_k r_jk · E[d_k]        variance_j = Σ_k r_jk² · Var[d_k]
 *
 * Propagating mean and variance from arc to arc (units · mean, units² · variance) gives the same on trees. If two paths
 * from j meet again in k, the demand on both is the same demand: its units must be added before they are squared, and
 * propagation by arc, which squares first, gives too little. So each external demand is exploded separately. (The total
 * requirements of materials planning, as in A. Vazsonyi, *Scientific Programming in Business and Industry*, 1958.)
 *
 * @param needs per stage, its arcs; see `supplies`
 * @returns per stage, in the order of the chain
 */
export function rollUpDemand(
  stages: readonly Stage[],
  needs: readonly (readonly Supply[])[],
  order: StageOrder,
): StageDemand[] {
  const mean = new Float64Array(stages.length);
  const variance = new Float64Array(stages.length);
  const required = new Float64Array(stages.length);
  const mainEnds = new MainEnds(stages);
  const marketFirst = [...order.upstreamFirst].reverse();

  marketFirst.forEach((end, position) => {
    const demand = stages[end]?.demand;
    if (!demand) return;
    const external = cutAtZero(demand);
    required[end] = 1;
    for (let i = position; i < marketFirst.length; i += 1) {
      const index = marketFirst[i] ?? NaN;
      const units = required[index] ?? NaN;
      if (units === 0) continue;
      required[index] = 0;
      mean[index] = (mean[index] ?? NaN) + units * external.mean;
      mainEnds.add(index, end, units * external.mean);
      variance[index] = (variance[index] ?? NaN) + units * units * external.variance;
      for (const arc of needs[index] ?? []) {
        required[arc.supplier] = (required[arc.supplier] ?? NaN) + units * arc.units;
      }
    }
  });
  return stages.map((_, index) => ({
    mean: mean[index] ?? NaN,
    variance: variance[index] ?? NaN,
    mainEnd: mainEnds.of[index] ?? NaN,
  }));
}
