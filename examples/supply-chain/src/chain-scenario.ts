import { ScenarioBuilder, type Scenario } from '@disco-engine/sdk';
import type { StagePlan } from './base-stock.js';
import type { Chain } from './chain.js';
import { order, supply } from './simprocs.js';

/**
 * The scenario of a chain: one vertex a stage, and for each arc an edge up the order layer and one down the supply layer,
 * with the units of the arc as weight.
 *
 * @param plans as `planChain` gives them for this chain
 */
export function chainScenario(chain: Chain, plans: readonly StagePlan[]): Scenario {
  const builder = new ScenarioBuilder(chain.name);
  for (const { stage, baseStock, mean } of plans) {
    const { id, leadTime, serviceTime, demand, upstream, line } = stage;
    const values = {
      leadTime,
      serviceTime,
      baseStock,
      dailyDemand: mean,
      externalMean: demand?.mean ?? null,
      externalDeviation: demand?.deviation ?? null,
    };
    builder.vertex('stage', id, values, { place: { line } });
    for (const { stage: supplier, units } of upstream) {
      builder.edge(order.name, id, supplier, units, { line });
      builder.edge(supply.name, supplier, id, units, { line });
    }
  }
  return builder.build();
}
