import { entryAt } from '@disco-engine/sdk';
import type { Stage } from './chain.js';
import type { StageDemand } from './demand-rollup.js';
import type { StageOrder, Supply } from './stage-order.js';

/**
 * The product family of each stage: end products that one stage makes, and that are only moved, packed or the like on their way to the
 * market, are a family, which has the name of that stage. It is found from the end product by going upstream for as long as there is one
 * supplier. Any other stage belongs to the family that the largest part of its demand comes from; one that nobody asks anything of has the
 * family that it would have as an end product.
 *
 * @param needs per stage its arcs, see `supplies`
 * @param demand as `rollUpDemand` gives it
 * @returns per stage the id of the stage that makes the family, in the order of the chain
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
