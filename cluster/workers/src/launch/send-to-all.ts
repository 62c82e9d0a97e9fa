import type { WorkerHandle } from '../hosts/worker-handle.js';
import type { Command, Replies } from '../worker/commands.js';

/** Sends a command to all workers at once; the replies come by worker. @throws what the first one replies that fails */
export async function sendToAll<C extends Command>(
  handles: readonly WorkerHandle[],
  command: (worker: number) => C,
): Promise<Replies[C['command']][]> {
  return Promise.all(handles.map(async (handle) => handle.send(command(handle.worker))));
}
