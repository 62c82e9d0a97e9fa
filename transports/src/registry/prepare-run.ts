import { DiscoError } from '@disco-engine/kernel';
import type { Preparation, TransportKind, TransportLaunch } from '../kind/transport-kind.js';

/**
 * Sets up a transport for one run.
 *
 * @throws DiscoError `TRANSPORT_INVALID` if the transport did not prepare exactly one plan per worker; and anything
 * that its `prepare` throws
 */
export async function prepareRun(kind: TransportKind, launch: TransportLaunch): Promise<Preparation> {
  const prepared = await kind.prepare(launch);
  const { length } = prepared.plans;
  if (length === launch.workers) return prepared;
  await prepared.release?.();
  throw new DiscoError(
    'TRANSPORT_INVALID',
    `transport '${kind.name}' returned plans for ${length} of ${launch.workers} workers; its 'prepare' must return one for each`,
  );
}
