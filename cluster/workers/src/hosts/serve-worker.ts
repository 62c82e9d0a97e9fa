import { toErrorData } from '../errors/error-data.js';
import type { Worker } from '../worker/worker.js';
import type { Channel } from './channel.js';
import type { Answer, Request } from './message.js';

/**
 * Lets a channel command a worker: requests are executed, and replies, transitions and progress are told.
 *
 * @param ended called when the worker has exited, by command or because the other end of the channel is gone
 */
export function serveWorker(worker: Worker, channel: Channel, ended: () => void): void {
  const post = (answer: Answer): void => channel.post(answer);
  worker.transitions.subscribe((transition) => post({ notice: 'transition', ...transition }));
  worker.progress.subscribe((figures) => post({ notice: 'progress', figures }));
  const execute = async ({ id, command }: Request): Promise<void> => {
    try {
      post({ reply: id, value: await worker.execute(command) });
    } catch (error) {
      post({ reply: id, error: toErrorData(error) });
    }
    if (command.command === 'exit') ended();
  };
  channel.listen({
    message: (message) => void execute(message as Request),
    closed: () => void worker.execute({ command: 'exit' }).finally(ended),
  });
}
