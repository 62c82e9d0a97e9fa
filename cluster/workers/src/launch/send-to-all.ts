import type { WorkerHandle } from '../hosts/worker-handle.js';
import type { Command, Replies } from '../worker/commands.js';

/**
 * Sends a command to all workers at once; returns the replies by worker. @throws the first error that a worker replies
 */
export async function sendToAll<C extends Command>(
  handles: readonly WorkerHandle[],
  command: (worker: number) => C,
): Promise<Replies[C['command']][]> {
  return Promise.all(handles.map(async (handle) => handle.send(command(handle.worker))));
}
