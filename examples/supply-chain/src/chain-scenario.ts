import { ScenarioBuilder, type Scenario } from '@disco-engine/sdk';
import type { StagePlan } from './base-stock.js';
import type { Chain } from './chain.js';
import { order, supply } from './simprocs.js';

/**
 * The scenario of a chain: one vertex per stage, labeled with its echelon and product family, and for each arc an edge up the
 * order layer and one down the supply layer, weighted with the units of the arc. The weight of a vertex is the work of its
 * stage: 1, plus 1 for each arc.
 *
 * @param plans as returned by `planChain` for this chain
 */
export function chainScenario(chain: Chain, plans: readonly StagePlan[]): Scenario {
  const builder = new ScenarioBuilder(chain.name);
  const arcs = arcCounts(chain);
  for (const { stage, baseStock, safetyStock, unitValue, mean, echelon, family } of plans) {
    const { id, leadTime, serviceTime, demand, upstream, line } = stage;
    const values = {
      leadTime,
      serviceTime,
      baseStock,
      safetyStock,
      unitValue,
      dailyDemand: mean,
      externalMean: demand?.mean ?? null,
      externalDeviation: demand?.deviation ?? null,
    };
    const labels = [`echelon=${echelon}`, `family=${family}`];
    builder.vertex('stage', id, values, { labels, weight: 1 + (arcs.get(id) ?? 0), place: { line } });
    for (const { stage: supplier, units } of upstream) {
      builder.edge(order.name, id, supplier, units, {}, { place: { line } });
      builder.edge(supply.name, supplier, id, units, {}, { place: { line } });
    }
  }
  return builder.build();
}

/** By id of a stage, its number of arcs to suppliers and customers. */
function arcCounts({ stages }: Chain): ReadonlyMap<string, number> {
  const counts = new Map(stages.map(({ id, upstream }) => [id, upstream.length]));
  for (const { upstream } of stages) {
    for (const { stage } of upstream) counts.set(stage, (counts.get(stage) ?? 0) + 1);
  }
  return counts;
}
