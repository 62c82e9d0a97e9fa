import { DiscoError } from '@disco-engine/kernel';
import type { Placement } from '@disco-engine/sdk';
import type { MultilevelOptions } from '@disco-engine/partitioner';

/**
 * A placement as it came from the launcher: of a strategy that crossed to another thread or process, only the fields are left.
 *
 * @throws DiscoError `PLACEMENT_UNKNOWN` where no strategy of that name is known here
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
    `this worker knows no placement strategy '${name}'; place the nodes first, and give { kind: 'explicit', workers }`,
  );
}
