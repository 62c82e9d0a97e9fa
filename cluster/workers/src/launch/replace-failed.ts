import { entryAt } from '@disco-engine/kernel';
import type { WorkerHandle } from '../hosts/worker-handle.js';

/**
 * Starts the workers again that failed.
 *
 * @param handles by worker; changed
 * @returns the new ones
 */
export async function startAgain(
  handles: WorkerHandle[],
  start: (worker: number) => WorkerHandle,
): Promise<readonly WorkerHandle[]> {
  const failed = handles.filter(({ failure }) => failure !== undefined);
  // A broken worker still lives.
  await Promise.all(failed.map((handle) => handle.kill('it was replaced')));
  const made = failed.map(({ worker }) => start(worker));
  for (const handle of made) handles[handle.worker] = handle;
  return made;
}

/**
 * Reaches the workers again that failed: one may have been started again, or only its connection may have been lost. Those
 * that cannot be reached are left out, and the others numbered anew.
 *
 * @param handles by worker; changed
 * @param places where each of them is; changed likewise
 * @returns the new ones
 * @throws what `reach` rejects with, if no worker is left
 */
export async function reachAgain<Place extends object | string>(
  handles: WorkerHandle[],
  places: Place[],
  reach: (place: Place, worker: number) => Promise<WorkerHandle>,
): Promise<readonly WorkerHandle[]> {
  const seats = await Promise.all(
    handles.map(async (handle, worker) => {
      const place = entryAt(places, worker);
      if (handle.failure === undefined) return { place, handle, isNew: false };
      await handle.kill('it was replaced');
      return reach(place, worker).then(
        (reached) => ({ place, handle: reached, isNew: true }),
        (reason: unknown) => ({ reason }),
      );
    }),
  );
  const left = seats.flatMap((seat) => ('handle' in seat ? seat : []));
  for (const seat of seats) if ('reason' in seat && left.length === 0) throw seat.reason;
  handles.splice(0, Infinity, ...left.map(({ handle }) => handle));
  places.splice(0, Infinity, ...left.map(({ place }) => place));
  for (const [worker, handle] of handles.entries()) handle.worker = worker;
  return left.flatMap(({ handle, isNew }) => (isNew ? handle : []));
}
