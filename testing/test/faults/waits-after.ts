import { setImmediate as turn } from 'node:timers/promises';
import type { FaultyTransport } from '@disco-engine/testing';
import type { JoinedKernels } from '../../src/topologies/joined-kernels.js';

/**
 * Runs to a horizon. If the run stalls, stops it and returns what the workers are waiting for; otherwise returns an
 * empty list.
 *
 * It counts as stalled if nothing was delivered or held for more turns of the event loop than a worker of a small model
 * can need before it sends anything.
 */
export async function waitsAfter(
  joined: JoinedKernels,
  transport: FaultyTransport,
  horizon: number,
): Promise<string[]> {
  const control = new AbortController();
  let ended = false;
  const run = joined.until(horizon, control.signal).finally(() => (ended = true));
  const outcome = Promise.allSettled([run]);
  for (let turns = 0, before = -1; !ended && turns < TURNS; turns++) {
    if (transport.delivered !== before || transport.held > 0) turns = 0;
    before = transport.delivered;
    await turn();
  }
  if (ended) {
    await run;
    return [];
  }
  const waits = joined.kernels.flatMap((kernel) => kernel.waitsFor() ?? []);
  control.abort();
  const [{ status }] = await outcome;
  return status === 'rejected' ? waits : [];
}

const TURNS = 100;
