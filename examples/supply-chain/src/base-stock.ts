import { InvalidInputError } from '@disco-engine/sdk';
import type { Chain, Stage } from './chain.js';
import { rollUpDemand } from './demand-rollup.js';
import { productFamilies } from './product-families.js';
import { orderStages, supplies } from './stage-order.js';

/** The plan for one stage. */
export interface StagePlan {
  readonly stage: Stage;
  /** Mean of the daily demand that reaches the stage, units. */
  readonly mean: number;
  /** Standard deviation of the daily demand that reaches the stage, units. */
  readonly deviation: number;
  /** The z-value that the stage is planned for. */
  readonly z: number;
  /** Days between an order of the stage and the time by which it must have shipped the demand behind it; at least 0. */
  readonly netLeadTime: number;
  /** Days of demand that may arrive before the first order after them has come in; a whole number. */
  readonly coverDays: number;
  /** Target for stock on hand plus units on order minus backlog, in units. */
  readonly baseStock: number;
  /** Base stock beyond the mean demand of the days to cover; below 0 if the plan is to hold less than that. */
  readonly safetyStock: number;
  /** 1 for stages without internal customers, otherwise 1 more than the largest of its customers; counts from the market. */
  readonly echelon: number;
  /** Id of the stage that makes the products that this stage is mostly for; see `productFamilies`. */
  readonly family: string;
  /** Cost of one finished unit: the cost added by this stage and by everything upstream that went into the unit. */
  readonly unitValue: number;
}

/** 95 %, if neither a stage nor any demand stage that it serves has a service target. */
const DEFAULT_Z = 1.645;

/** Tolerates the rounding error in a difference of days, so that 2.2 − 1.2 covers one day and not two. */
const DAY_TOLERANCE = 1e-9;

/**
 * Plans the base stock of every stage:
 *
 *     baseStock = mean · n + z · deviation · √n
 *
 * the demand of n days, plus a safety stock that covers it with probability Φ(z) if daily demands are independent.
 * (S. C. Graves and S. P. Willems, "Optimizing Strategic Safety Stock Placement in Supply Chains", M&SOM 2(1), 2000:
 * a base stock over the net replenishment time, here with inbound service times of 0.)
 *
 * - n is the net lead time in whole days, rounded up. The demand of day t must be shipped on day t + s, and by then every
 *   order up to day t + s − L is in stock; the days after it, up to t, are n = ⌈L − s⌉. This holds if a unit counts as
 *   shipped in time when it leaves at the epoch at which it is due, after the deliveries of that epoch. A stage with
 *   L ≤ s makes to order: n = 0, and it plans no stock. Textbooks add a review period (Silver, Pyke and Peterson,
 *   *Inventory Management and Production Planning and Scheduling*, (R, S) systems) because there demand arrives between
 *   reviews; here demand arrives on whole days and is ordered immediately.
 * - L is the lead time of the stage alone: upstream stages are assumed to deliver at once. Those that run out lengthen it,
 *   so the service of the stages behind them falls below target. Demand that is often cut at 0 is skewed, which the normal
 *   approximation over n days ignores; that matters if n is small.
 * - s is the promised service time, for stages with external customers only: if another stage takes from it as well,
 *   the promise does not hold for that stage, and s is 0.
 * - z is the stage's own; otherwise the largest of the demand stages that it serves, because a part that is out of stock
 *   delays the most demanding customer like all others.
 *
 * @param chain as returned by `readChain`: every upstream stage exists, no cycles
 * @returns per stage, in the order of the chain
 * @throws InvalidInputError (`CHAIN_INVALID`) if demand or value exceeds the range of numbers along the chain
 */
export function planChain(chain: Chain): StagePlan[] {
  const { stages } = chain;
  const needs = supplies(stages);
  const order = orderStages(needs);
  const demand = rollUpDemand(stages, needs, order);
  const family = productFamilies(stages, needs, order, demand);
  const unitValue = stages.map((stage) => stage.costRate);
  const echelon = stages.map(() => 1);
  const servedZ = stages.map((stage) => (stage.demand === null ? -Infinity : (stage.z ?? DEFAULT_Z)));

  for (const index of order.upstreamFirst) {
    for (const { supplier, units } of needs[index] ?? []) {
      unitValue[index] = at(unitValue, index) + units * at(unitValue, supplier);
    }
  }
  for (const index of [...order.upstreamFirst].reverse()) {
    for (const { supplier } of needs[index] ?? []) {
      echelon[supplier] = Math.max(at(echelon, supplier), at(echelon, index) + 1);
      servedZ[supplier] = Math.max(at(servedZ, supplier), at(servedZ, index));
    }
  }

  const plans = stages.map((stage, index): StagePlan => {
    const { mean, variance } = demand[index] ?? { mean: 0, variance: 0 };
    const served = at(servedZ, index);
    const z = stage.z ?? (served === -Infinity ? DEFAULT_Z : served);
    const promised = at(echelon, index) === 1 && stage.demand !== null ? (stage.serviceTime ?? 0) : 0;
    const netLeadTime = Math.max(0, stage.leadTime - promised);
    const coverDays = Math.max(0, Math.ceil(netLeadTime - DAY_TOLERANCE));
    const deviation = Math.sqrt(variance);
    const cover = mean * coverDays;
    const baseStock = Math.max(0, cover + z * deviation * Math.sqrt(coverDays));
    return {
      stage,
      mean,
      deviation,
      z,
      netLeadTime,
      coverDays,
      baseStock,
      safetyStock: baseStock - cover,
      echelon: at(echelon, index),
      family: family[index] as string,
      unitValue: at(unitValue, index),
    };
  });
  refuseOverflow(chain, plans);
  return plans;
}

function at(values: readonly number[], index: number): number {
  return values[index] as number;
}

function refuseOverflow(chain: Chain, plans: readonly StagePlan[]): void {
  const first = plans.find(({ mean, baseStock, unitValue }) => !Number.isFinite(mean + baseStock + unitValue));
  if (first === undefined) return;
  const message = `demand, base stock or value of stage "${first.stage.id}" exceeds the range of numbers; check units and costs`;
  const problem = { code: 'NUMBER_OUT_OF_RANGE', message, place: { line: first.stage.line } };
  throw new InvalidInputError('CHAIN_INVALID', chain.name, [problem]);
}
