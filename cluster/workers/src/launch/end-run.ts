import type { Clock } from '@disco-engine/transports/clock';
import type { WorkerHandle } from '../hosts/worker-handle.js';
import { within } from '../hosts/within.js';

/**
 * Tells every worker to end its run and release its resources. A worker that does not do so in time is killed, and so
 * lost; an object on this thread cannot be killed.
 */
export async function endRun(clock: Clock, handles: readonly WorkerHandle[], milliseconds: number): Promise<void> {
  await Promise.all(
    handles.map(async (handle) => {
      if (handle.loss !== undefined) return;
      // If a worker is lost or broken meanwhile, its state says so.
      const ended = handle.send({ command: 'terminate' }).catch(() => undefined);
      if (!(await within(clock, ended, milliseconds)))
        await handle.kill(`it did not end its run within ${milliseconds} ms, so it was killed`);
    }),
  );
}
