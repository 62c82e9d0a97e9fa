import { entryAt } from '@disco-engine/sdk';
import type { Stage } from './chain.js';
import type { StageDemand } from './demand-rollup.js';
import type { StageOrder, Supply } from './stage-order.js';

/**
 * The product family of each stage. End products made by one stage, and only moved, packed or the like on their way to the
 * market, form a family named after that stage. It is found from an end product by going upstream as long as there is exactly
 * one supplier. Any other stage belongs to the family that contributes most to its demand; a stage without demand gets the
 * family that it would have as an end product.
 *
 * @param needs per stage, its arcs; see `supplies`
 * @param demand as returned by `rollUpDemand`
 * @returns per stage, the id of the stage that makes the family, in the order of the chain
 */
export function productFamilies(
  stages: readonly Stage[],
  needs: readonly (readonly Supply[])[],
  order: StageOrder,
  demand: readonly StageDemand[],
): string[] {
  const maker = new Int32Array(stages.length);
  for (const index of order.upstreamFirst) {
    const [first, ...others] = entryAt(needs, index);
    maker[index] = first !== undefined && others.length === 0 ? (maker[first.supplier] ?? NaN) : index;
  }
  return demand.map(({ mainEnd }, index) => entryAt(stages, maker[mainEnd < 0 ? index : mainEnd] ?? NaN).id);
}
