import type { VertexData } from '@disco-engine/sdk';
import type { Study } from './study.js';

/** The base stock of each stage of a node in this study, by row: as planned, except for its safety stock. */
export function baseStocks(stages: VertexData, { marketSafety, upstreamSafety }: Study): Float64Array {
  const planned = stages.float64('baseStock');
  const safetyStock = stages.float64('safetyStock');
  const hasCustomers = stages.present('externalMean');
  // A difference of 0 leaves the plan unchanged, to the last bit.
  return planned.map((units, row) => {
    const factor = hasCustomers[row] === 1 ? marketSafety : upstreamSafety;
    return Math.max(0, units + (factor - 1) * (safetyStock[row] ?? NaN));
  });
}
