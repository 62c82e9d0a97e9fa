import { InvalidInputError } from '@disco-engine/sdk';
import type { Chain, Stage } from './chain.js';
import { rollUpDemand } from './demand-rollup.js';
import { productFamilies } from './product-families.js';
import { orderStages, supplies } from './stage-order.js';

/** What the policy of one stage is made of. */
export interface StagePlan {
  readonly stage: Stage;
  /** Mean of the daily demand that reaches the stage, units. */
  readonly mean: number;
  /** Standard deviation of the daily demand that reaches the stage, units. */
  readonly deviation: number;
  /** The z-value that the stage is planned for. */
  readonly z: number;
  /** Days between an order of the stage and the moment it must have shipped the demand behind it, 0 or more. */
  readonly netLeadTime: number;
  /** Days of demand that may be asked for before the first order after them has come in; a whole number. */
  readonly coverDays: number;
  /** Units that stock on hand, plus units on order, minus backlog are held at. */
  readonly baseStock: number;
  /** Units of those beyond the mean demand of the days to cover; below 0 where the plan is to have less than that. */
  readonly safetyStock: number;
  /** 1 for stages without internal customers, else 1 more than the largest of its customers: counts from the market. */
  readonly echelon: number;
  /** Id of the stage that makes what the stage is mostly for; see `productFamilies`. */
  readonly family: string;
  /** Cost of one finished unit: what this stage adds, and all that went into it upstream. */
  readonly unitValue: number;
}

/** 95 %, where neither a stage nor any demand stage it serves names a service target. */
const DEFAULT_Z = 1.645;

/** Absorbs what doubles lose in a difference of days, so that 2.2 − 1.2 covers one day and not two. */
const DAY_TOLERANCE = 1e-9;

/**
 * Plans the base stock of every stage:
 *
 *     baseStock = mean · n + z · deviation · √n
 *
 * the demand of n days, plus a safety stock that covers it with probability Φ(z) when daily demands are independent.
 * (S. C. Graves and S. P. Willems, "Optimizing Strategic Safety Stock Placement in Supply Chains", M&SOM 2(1), 2000:
 * a base stock over the net replenishment time, here with inbound service times of 0.)
 *
 * - n is the net lead time in whole days, rounded up. Demand of day t must be shipped on day t + s, and by then every
 *   order up to day t + s − L is in stock; the days after it, up to t, are n = ⌈L − s⌉. This holds if a unit counts as
 *   shipped in time when it leaves at the epoch at which it is due, after the deliveries of that epoch. A stage with
 *   L ≤ s makes to order: n = 0, and it plans no stock. Textbooks add a review period (Silver, Pyke and Peterson,
 *   *Inventory Management and Production Planning and Scheduling*, (R, S) systems) because there demand comes between
 *   reviews; here demand comes on whole days and is ordered in the moment it comes.
 * - L is the lead time of the stage alone: upstream stages are taken to deliver at once. Those that run out lengthen it,
 *   so service behind them comes out below target. Demand that is often cut at 0 is skewed, which the normal
 *   approximation of n days does not see; that matters where n is small.
 * - s is the promised service time, for stages with external customers only: where another stage takes from it as well,
 *   the promise does not hold for that one, and s is 0.
 * - z is the stage's own; else the largest of the demand stages it serves, because a part that is out of stock holds up
 *   the most demanding customer like all others.
 *
 * @param chain as `readChain` gives it: every upstream stage exists, no cycles
 * @returns per stage, in the order of the chain
 * @throws InvalidInputError (`CHAIN_INVALID`) if demand or value grows beyond the range of numbers along the chain
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
  const message = `demand, base stock or value of stage "${first.stage.id}" is beyond the range of numbers; check units and costs`;
  const problem = { code: 'NUMBER_OUT_OF_RANGE', message, place: { line: first.stage.line } };
  throw new InvalidInputError('CHAIN_INVALID', chain.name, [problem]);
}
