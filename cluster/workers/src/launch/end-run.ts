import type { WorkerHandle } from '../hosts/worker-handle.js';
import { within } from '../hosts/within.js';

/**
 * Has every worker end its run and give back what it held. One that does not within the time is ended by force, and so lost; for an
 * object on this thread there is no force.
 */
export async function endRun(handles: readonly WorkerHandle[], milliseconds: number): Promise<void> {
  await Promise.all(
    handles.map(async (handle) => {
      if (handle.loss !== undefined) return;
      // A worker that is lost or broken meanwhile is told of by its state.
      const ended = handle.send({ command: 'terminate' }).catch(() => undefined);
      if (!(await within(ended, milliseconds)))
        await handle.kill(`it did not end its run within ${milliseconds} ms, and was ended by force`);
    }),
  );
}
