import type { ModelClass } from '@disco-engine/sdk';
import type { ModelRun, ModelRunOptions } from './model-run.js';
import { ThreadRun } from './thread-run.js';
import { TransportRun } from './transport-run.js';

/**
 * Opens a run on any topology: one worker, several on one thread, or several over a transport.
 *
 * @throws errors of `Simulation.create`
 *
 * @example
 * const run = await openRun(SupplyChain, { scenario, workers: 3, transport: 'ws' });
 * try {
 *   await run.until(365);
 * } finally {
 *   await run.dispose();
 * }
 */
export async function openRun(model: ModelClass, { transport, ...options }: ModelRunOptions): Promise<ModelRun> {
  if (transport === undefined) return ThreadRun.create(model, options);
  return TransportRun.create(model, { ...options, transport });
}
