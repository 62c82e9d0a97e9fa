import { DiscoError } from '@disco-engine/kernel';
import type { Placement } from '@disco-engine/sdk';
import type { MultilevelOptions } from '@disco-engine/partitioner';

/**
 * A placement as it came from the launcher: a strategy that has crossed to another thread or process has kept only its
 * fields.
 *
 * @throws DiscoError `PLACEMENT_UNKNOWN` if there is no strategy of that name here
 */
export async function receivedPlacement(placement: Placement): Promise<Placement> {
  if (placement.kind !== 'strategy' || typeof placement.place === 'function') return placement;
  const { name, ...fields } = placement;
  if (name === 'multilevel') {
    const { multilevel } = await import('@disco-engine/partitioner');
    return multilevel(fields as MultilevelOptions);
  }
  throw new DiscoError(
    'PLACEMENT_UNKNOWN',
    `this worker does not have the placement strategy '${name}'; compute the placement first, and give { kind: 'explicit', workers }`,
  );
}
